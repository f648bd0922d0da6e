import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { HubError } from '../../api/hub-error.ts';
import { safeNext } from '../../api/next.ts';
import { Problem } from '../../components/problem.tsx';
import { useSessionActions } from '../../hooks/use-session.ts';
import { EntryFrame } from './frame.tsx';
import { passwordLength, usernameLength, usernamePattern } from './rules.ts';

interface SetupForm {
  username: string;
  password: string;
  again: string;
}

/** Makes the first administrator by the one-time link that the hub printed. */
export default function Setup() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { setUp } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const token = params.get('token') ?? '';

  const submit = async ({ username, password }: SetupForm): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await setUp({ token, username, password });
      await navigate(safeNext(params.get('next'), location.origin), { replace: true });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  if (!token) {
    return (
      <EntryFrame title={t('setup.title')}>
        <p className="entry-note">{t('setup.noToken')}</p>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('setup.title')}>
      <p className="entry-note">{t('setup.intro')}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(values: SetupForm) => void submit(values)}>
        <Form.Item
          name="username"
          label={<Ruled label={t('user.name')} rule={t('setup.usernameRule')} />}
          validateFirst
          rules={[
            { required: true, message: t('field.required') },
            { ...usernameLength, message: t('setup.usernameRule') },
            { pattern: usernamePattern, message: t('setup.usernameRule') },
          ]}
        >
          <Input autoFocus autoComplete="username" size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={<Ruled label={t('user.password')} rule={t('setup.passwordRule')} />}
          validateFirst
          rules={[
            { required: true, message: t('field.required') },
            { ...passwordLength, message: t('setup.passwordRule') },
          ]}
        >
          <Input.Password autoComplete="new-password" size="large" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('setup.again')}
          dependencies={['password']}
          rules={[
            { required: true, message: t('field.required') },
            ({ getFieldValue }) => ({
              validator: (_, value: unknown) =>
                !value || value === getFieldValue('password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('setup.differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" size="large" />
        </Form.Item>
        {problem && <Problem error={problem} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('setup.act')}
        </Button>
      </Form>
    </EntryFrame>
  );
}

function Ruled({ label, rule }: { label: string; rule: string }) {
  return (
    <span>
      {label} <span className="quiet">{rule}</span>
    </span>
  );
}
