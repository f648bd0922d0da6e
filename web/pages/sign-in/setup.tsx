import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { SetupLink } from '../../../server/contract/session.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { safeNext } from '../../api/next.ts';
import { usernameLength, usernamePattern } from '../../components/account-rules.ts';
import { EntryFrame } from '../../components/entry-frame.tsx';
import { Loading } from '../../components/loading.tsx';
import { NewPassword } from '../../components/new-password.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSessionActions } from '../../hooks/use-session.ts';

/** What a one-time link opens: an administrator's account of the first start, or the password of one who was invited. */
export default function Setup() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const link = useQuery<SetupLink, HubError>({
    queryKey: ['setup', token],
    queryFn: async ({ signal }) => await call('session.look', { body: { token }, signal }),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <EntryFrame title={t(link.data?.username ? 'setup.invited' : 'setup.title')}>
      {!token && <p className="entry-note">{t('setup.noToken')}</p>}
      {token && link.isPending && <Loading />}
      {link.error && (
        <>
          <Problem error={link.error} />
          <p className="entry-note">{t('setup.askAnew')}</p>
        </>
      )}
      {link.data && <SetupForm token={token} link={link.data} next={params.get('next')} />}
    </EntryFrame>
  );
}

interface Fields {
  username: string;
  password: string;
}

function SetupForm({ token, link, next }: { token: string; link: SetupLink; next: string | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setUp } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const role = link.role && t(`role.${link.role}`);

  const submit = async ({ username, password }: Fields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await setUp({ token, password, ...(link.username === null && { username: username.trim() }) });
      await navigate(safeNext(next, location.origin), { replace: true });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <p className="entry-note">
        {link.username === null
          ? t('setup.intro', { role })
          : t('setup.welcome', { name: link.name, username: link.username })}
      </p>
      <Form layout="vertical" requiredMark={false} onFinish={(values: Fields) => void submit(values)}>
        {link.username === null ? (
          <Form.Item
            name="username"
            label={t('user.name')}
            extra={t('setup.usernameRule')}
            validateFirst
            rules={[
              { required: true, message: t('field.required') },
              { ...usernameLength, message: t('setup.usernameRule') },
              { pattern: usernamePattern, message: t('setup.usernameRule') },
            ]}
          >
            <Input autoFocus autoComplete="username" size="large" spellCheck={false} />
          </Form.Item>
        ) : (
          // For password managers.
          <input type="hidden" name="username" autoComplete="username" value={link.username} readOnly />
        )}
        <NewPassword />
        {problem && <Problem error={problem} />}
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {t(link.username === null ? 'setup.act' : 'setup.keep')}
        </Button>
      </Form>
    </>
  );
}
