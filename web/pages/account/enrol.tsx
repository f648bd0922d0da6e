import { LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { HubError } from '../../api/hub-error.ts';
import { safeNext } from '../../api/next.ts';
import { EntryFrame } from '../../components/entry-frame.tsx';
import { Problem } from '../../components/problem.tsx';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { SecondFactor } from './second-factor.tsx';
import './account.css';

/** Before anything else, for whom a second factor is demanded and who has none. */
export default function Enrol() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const session = useSession();
  const { refresh, signOut } = useSessionActions();
  const [problem, setProblem] = useState<HubError | null>(null);
  const next = safeNext(params.get('next'), location.origin);
  const user = session.data?.user;

  if (session.data && !user) return <Navigate to={`/sign-in?next=${encodeURIComponent(next)}`} replace />;
  if (user && !user.mustEnrol) return <Navigate to={next} replace />;
  const done = async (): Promise<void> => {
    await refresh();
    await navigate(next, { replace: true });
  };
  const leave = (): void => {
    signOut().catch((thrown: unknown) => setProblem(HubError.from(thrown)));
  };
  return (
    <EntryFrame title={t('enrol.title')}>
      {session.error && <Problem error={session.error} />}
      <SecondFactor done={() => void done()} />
      {problem && <Problem error={problem} />}
      <Button type="link" className="entry-leave" icon={<LogoutOutlined aria-hidden />} onClick={leave}>
        {t('signOut')}
      </Button>
    </EntryFrame>
  );
}
