import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { ForbiddenPlace, PlaceType, type FieldOfView } from '../../../server/contract/placement.ts';
import { DatumField } from '../../components/map/datum-field.tsx';
import { PlacePicker } from '../../components/map/place-picker.tsx';
import type { Place } from '../../components/map/projection.ts';
import type { EditForm } from './changes.ts';

/** Where and why a camera stands; fields of the form of `changes.ts`. @param near other cameras, to find one's way */
export function PlacementFields({ near }: { near: readonly Place[] }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<EditForm>();
  const longitude = Form.useWatch<number | null | undefined>('longitude', form) ?? null;
  const latitude = Form.useWatch<number | null | undefined>('latitude', form) ?? null;
  const heading = Form.useWatch<number | null | undefined>('heading', form) ?? null;
  const angle = Form.useWatch<number | null | undefined>('angle', form) ?? null;
  const range = Form.useWatch<number | null | undefined>('range', form) ?? null;
  const place = longitude === null || latitude === null ? null : { longitude, latitude };
  const fieldOfView: FieldOfView | null =
    heading === null || angle === null || range === null ? null : { heading, angle, range };
  const degrees = { controls: false, precision: 6, style: { width: '100%' } };
  const figure = { controls: false, precision: 0, style: { width: '100%' } };
  return (
    <fieldset className="placement">
      <legend>{t('placement.title')}</legend>
      <Form.Item name="place" label={t('placement.place')}>
        <Input maxLength={120} placeholder={t('placement.placeHint')} />
      </Form.Item>
      <Form.Item name="placeType" label={t('placement.placeType')} extra={t('placement.forbiddenHint')}>
        <Select
          allowClear
          options={[
            {
              label: t('placement.permitted'),
              options: PlaceType.enum.map((value) => ({ value, label: t(`placeType.${value}`) })),
            },
            {
              label: t('placement.forbidden'),
              options: ForbiddenPlace.enum.map((value) => ({ value, label: t(`placeType.${value}`), disabled: true })),
            },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('placement.reason')}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="longitude" label={t('placement.longitude')} className="field-wide">
          <InputNumber min={-180} max={180} {...degrees} />
        </Form.Item>
        <Form.Item name="latitude" label={t('placement.latitude')} className="field-wide">
          <InputNumber min={-90} max={90} {...degrees} />
        </Form.Item>
      </div>
      <PlacePicker place={place} fieldOfView={fieldOfView} near={near} pick={(picked) => form.setFieldsValue(picked)} />
      <p className="quiet">{t('placement.pickHint')}</p>
      <DatumField place={place} take={(taken) => form.setFieldsValue(taken)} />
      <div className="field-row">
        <Form.Item name="heading" label={t('placement.heading')} className="field-wide">
          <InputNumber min={0} max={360} {...figure} />
        </Form.Item>
        <Form.Item name="angle" label={t('placement.angle')} className="field-wide">
          <InputNumber min={1} max={360} {...figure} />
        </Form.Item>
        <Form.Item name="range" label={t('placement.range')} className="field-wide">
          <InputNumber min={1} max={5000} {...figure} />
        </Form.Item>
      </div>
      <div className="field-row">
        <Form.Item name="carrier" label={t('placement.carrier')} className="field-wide">
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="contractor" label={t('placement.contractor')} className="field-wide">
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <div className="field-row">
        <Form.Item name="filing" label={t('placement.filing')} extra={t('placement.filingHint')} className="field-wide">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="filingDeadline" label={t('placement.filingDeadline')} className="field-wide">
          <Input type="date" />
        </Form.Item>
      </div>
      <div className="field-row">
        <Form.Item
          name="retentionDays"
          label={t('placement.retentionDays')}
          extra={t('placement.retentionHint')}
          className="field-wide"
        >
          <InputNumber min={0} max={365} {...figure} />
        </Form.Item>
        <Form.Item name="sign" label={t('placement.sign')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
    </fieldset>
  );
}
