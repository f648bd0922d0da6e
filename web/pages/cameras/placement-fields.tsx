import { Form, Input, InputNumber, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

/** Where and why a camera stands; fields of the form of `changes.ts`. */
export function PlacementFields() {
  const { t } = useTranslation();
  const degrees = { controls: false, precision: 6, style: { width: '100%' } };
  return (
    <fieldset className="placement">
      <legend>{t('placement.title')}</legend>
      <Form.Item name="place" label={t('placement.place')}>
        <Input maxLength={120} placeholder={t('placement.placeHint')} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="longitude" label={t('placement.longitude')} className="field-wide">
          <InputNumber min={-180} max={180} {...degrees} />
        </Form.Item>
        <Form.Item name="latitude" label={t('placement.latitude')} className="field-wide">
          <InputNumber min={-90} max={90} {...degrees} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('placement.reason')}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="filing" label={t('placement.filing')} extra={t('placement.filingHint')} className="field-wide">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="sign" label={t('placement.sign')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
    </fieldset>
  );
}
