import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** As Meeting of the contract. */
const LONGEST = { title: 80, agenda: 4_000 };

/** What it is about. */
export function SubjectFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="title"
        label={t('meetings.field.title')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input maxLength={LONGEST.title} autoFocus />
      </Form.Item>
      <Form.Item name="agenda" label={t('meetings.field.agenda')}>
        <Input.TextArea maxLength={LONGEST.agenda} autoSize={{ minRows: 2, maxRows: 10 }} />
      </Form.Item>
    </>
  );
}
