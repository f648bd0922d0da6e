import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import type { SignIn as SignInData } from '../../../server/contract/session.ts';
import { HubError } from '../../api/hub-error.ts';
import { safeNext } from '../../api/next.ts';
import { Problem } from '../../components/problem.tsx';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { EntryFrame } from './frame.tsx';

/** Signs in, and goes on to `next`. */
export default function SignIn() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const session = useSession();
  const { signIn } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);

  if (session.data?.user) return <Navigate to={safeNext(params.get('next'), location.origin)} replace />;

  const submit = async ({ username, password }: SignInData): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn({ username, password });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <EntryFrame title={t('signIn.title')}>
      {session.data?.setupNeeded && <p className="entry-note">{t('signIn.setupNeeded')}</p>}
      <Form layout="vertical" requiredMark={false} onFinish={(values: SignInData) => void submit(values)}>
        <Form.Item name="username" label={t('user.name')} rules={[{ required: true, message: t('field.required') }]}>
          <Input autoFocus autoComplete="username" maxLength={64} size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('user.password')}
          rules={[{ required: true, message: t('field.required') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={256} size="large" />
        </Form.Item>
        {problem && <Problem error={problem} />}
        {session.error && !problem && <Problem error={session.error} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('signIn.act')}
        </Button>
      </Form>
    </EntryFrame>
  );
}
