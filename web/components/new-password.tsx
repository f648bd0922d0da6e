import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { passwordLength } from './account-rules.ts';

/** Fields `password` and `again` of a form, with the rules told beforehand; `problem`: the hub's objection. */
export function NewPassword({ problem }: { problem?: string | undefined }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('field.required') };
  return (
    <>
      <Form.Item
        name="password"
        label={t('password.new')}
        extra={t('password.rule')}
        validateFirst
        rules={[required, { ...passwordLength, message: t('password.length') }]}
        {...(problem && { validateStatus: 'error', help: problem })}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
    </>
  );
}
