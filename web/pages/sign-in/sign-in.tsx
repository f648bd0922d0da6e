import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import type { SignIn as SignInData } from '../../../server/contract/session.ts';
import { HubError } from '../../api/hub-error.ts';
import { safeNext } from '../../api/next.ts';
import { EntryFrame } from '../../components/entry-frame.tsx';
import { askForLastUse } from '../../components/last-use.tsx';
import { permits } from '../../components/nav-pages.ts';
import { Problem } from '../../components/problem.tsx';
import { useMay } from '../../hooks/use-rights.ts';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { CodeField, type CodeKind } from './code-field.tsx';

/** Signs in, and goes on to `next`. The code of the second factor is asked for when the hub wants one. */
export default function SignIn() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const session = useSession();
  const may = useMay();
  const { signIn } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const [codeKind, setCodeKind] = useState<CodeKind | null>(null);
  const code = useRef<InputRef>(null);
  useEffect(() => {
    if (codeKind) code.current?.focus();
  }, [codeKind]);

  if (session.data?.user) {
    const next = safeNext(params.get('next'), location.origin);
    // Whoever was signed in here before may have left a page that is not this user's.
    const known = session.data.user.mustEnrol || permits(may, new URL(next, location.origin).pathname);
    return <Navigate to={known ? next : '/'} replace />;
  }

  const submit = async ({ username, password, code: typed }: SignInData): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      askForLastUse();
      await signIn({ username: username.trim(), password, ...(typed && { code: typed.trim() }) });
    } catch (thrown) {
      const error = HubError.from(thrown);
      if (error.code === 'session.code-needed') setCodeKind((before) => before ?? 'code');
      else setProblem(error);
      if (error.code === 'session.code-wrong') code.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const required = [{ required: true, message: t('field.required') }];

  return (
    <EntryFrame title={t('signIn.title')}>
      {session.data?.setupNeeded && <p className="entry-note">{t('signIn.setupNeeded')}</p>}
      <Form layout="vertical" requiredMark={false} onFinish={(values: SignInData) => void submit(values)}>
        <Form.Item name="username" label={t('user.name')} rules={required}>
          <Input autoFocus autoComplete="username" maxLength={64} size="large" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t('user.password')} rules={required}>
          <Input.Password autoComplete="current-password" maxLength={256} size="large" />
        </Form.Item>
        {codeKind && <CodeField kind={codeKind} field={code} change={setCodeKind} />}
        {problem && <Problem error={problem} />}
        {session.error && !problem && <Problem error={session.error} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t('signIn.act')}
        </Button>
      </Form>
    </EntryFrame>
  );
}
