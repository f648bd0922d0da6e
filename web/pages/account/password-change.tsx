import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { NewPassword } from '../../components/new-password.tsx';
import { Problem } from '../../components/problem.tsx';
import { useReadSessionsAgain } from './use-own-sessions.ts';

interface Fields {
  current: string;
  password: string;
}

/** Changes my password; all other sessions of mine end. */
export function PasswordChange() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const readSessionsAgain = useReadSessionsAgain();

  const submit = async ({ current, password }: Fields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setChanged(false);
    try {
      await call('password.change', { body: { current, next: password } });
      form.resetFields();
      setChanged(true);
      readSessionsAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="account-part" aria-labelledby="account-password">
      <h2 id="account-password">{t('account.password')}</h2>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values)}
        onValuesChange={() => setChanged(false)}
      >
        <Form.Item
          name="current"
          label={t('password.current')}
          rules={[{ required: true, message: t('field.required') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={256} size="large" />
        </Form.Item>
        <NewPassword />
        {problem && <Problem error={problem} />}
        <div className="account-foot">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('account.change')}
          </Button>
          <span role="status">{changed && t('account.changed')}</span>
        </div>
      </Form>
    </section>
  );
}
