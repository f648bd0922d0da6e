import { Button, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UnitKind, type OrgUnit } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { phonePattern } from '../../components/account-rules.ts';
import { DatumField } from '../../components/map/datum-field.tsx';
import { Problem } from '../../components/problem.tsx';
import { bodyOf, civilCodePattern, fieldsOf, states, type UnitFields } from './unit-fields.ts';

export interface UnitDrawerProps {
  /** The new unit goes below it. */
  parent: OrgUnit;
  /** Not given: a new one. */
  unit?: OrgUnit;
  close: () => void;
  saved: (unit: OrgUnit) => void;
}

/** Makes a unit, or changes what is known of one. */
export function UnitDrawer({ parent, unit, close, saved }: UnitDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<UnitFields>();
  const longitude = Form.useWatch<number | null | undefined>('longitude', form) ?? null;
  const latitude = Form.useWatch<number | null | undefined>('latitude', form) ?? null;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const required = { required: true, message: t('field.required') };

  const submit = async (fields: UnitFields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const { state, ...body } = bodyOf(fields);
    try {
      saved(
        unit
          ? await call('org.update', { params: { id: unit.id }, body: { ...body, state } })
          : await call('org.create', { body: { ...body, parentId: parent.id } }),
      );
    } catch (thrown) {
      const error = HubError.from(thrown);
      setProblem(error);
      if (error.code === 'org.code') form.setFields([{ name: 'civilCode', errors: [t('organisation.codeTaken')] }]);
      setBusy(false);
    }
  };

  return (
    <Drawer
      open
      size={480}
      title={
        unit ? t('organisation.editNamed', { name: unit.name }) : t('organisation.addBelow', { name: parent.name })
      }
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={form.submit}>
            {t(unit ? 'organisation.save' : 'organisation.add')}
          </Button>
        </div>
      }
    >
      <Form<UnitFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={fieldsOf(unit, parent)}
        onFinish={(fields) => void submit(fields)}
        onValuesChange={() => form.setFields([{ name: 'civilCode', errors: [] }])}
      >
        <Form.Item name="name" label={t('organisation.name')} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <div className="field-row">
          <Form.Item name="kind" label={t('organisation.kind')} className="field-wide">
            <Select options={UnitKind.enum.map((kind) => ({ value: kind, label: t(`unitKind.${kind}`) }))} />
          </Form.Item>
          {unit && (
            <Form.Item name="state" label={t('organisation.state')} className="field-wide">
              <Select options={states.map((state) => ({ value: state, label: t(`unitState.${state}`) }))} />
            </Form.Item>
          )}
        </div>
        <Form.Item
          name="civilCode"
          label={t('organisation.civilCode')}
          extra={t('organisation.civilCodeHint')}
          rules={[{ pattern: civilCodePattern, message: t('organisation.civilCodeHint') }]}
        >
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
        <div className="field-row">
          <Form.Item name="contactName" label={t('organisation.contactName')} className="field-wide">
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="contactPhone"
            label={t('organisation.contactPhone')}
            className="field-wide"
            rules={[{ pattern: phonePattern, message: t('organisation.phoneRule') }]}
          >
            <Input maxLength={32} inputMode="tel" autoComplete="off" />
          </Form.Item>
        </div>
        <div className="field-row">
          <Form.Item name="longitude" label={t('organisation.longitude')} className="field-wide">
            <InputNumber className="field-full" min={-180} max={180} controls={false} placeholder="108.314" />
          </Form.Item>
          <Form.Item name="latitude" label={t('organisation.latitude')} className="field-wide">
            <InputNumber className="field-full" min={-90} max={90} controls={false} placeholder="33.310" />
          </Form.Item>
        </div>
        <DatumField
          place={longitude === null || latitude === null ? null : { longitude, latitude }}
          take={(taken) => form.setFieldsValue(taken)}
        />
      </Form>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
