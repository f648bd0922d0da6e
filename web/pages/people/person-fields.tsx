import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { phonePattern } from '../../components/account-rules.ts';
import { UnitSelect } from '../../components/unit-select.tsx';

/** What a form says of a person; `expires` is a day, YYYY-MM-DD, or empty. */
export interface PersonValues {
  name: string;
  phone: string;
  unitId: string;
  expires: string;
}

/** Fields of {@link PersonValues}. */
export function PersonFields() {
  const { t } = useTranslation();
  const required = { required: true, message: t('field.required') };
  return (
    <>
      <div className="field-row">
        <Form.Item
          name="name"
          label={t('people.name')}
          className="field-wide"
          rules={[{ ...required, whitespace: true }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('people.phone')}
          className="field-wide"
          rules={[{ pattern: phonePattern, message: t('organisation.phoneRule') }]}
        >
          <Input maxLength={32} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </div>
      <div className="field-row">
        <Form.Item name="unitId" label={t('people.unit')} className="field-wide" rules={[required]}>
          <UnitSelect action="person.write" label={t('people.unit')} />
        </Form.Item>
        <Form.Item name="expires" label={t('people.expires')} className="field-wide" extra={t('people.expiresHint')}>
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  );
}
