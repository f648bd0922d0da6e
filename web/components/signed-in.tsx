import { Button } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { HubContext } from '../hooks/use-hub.ts';
import { useSession } from '../hooks/use-session.ts';
import { Hub } from '../media/hub.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

/** Frame of all pages that need a user: sends others to sign in, and back to where they wanted to go. */
export function SignedIn() {
  const { t } = useTranslation();
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.data?.user) return <Frame username={session.data.user.username} />;
  if (session.data) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (!session.error) return <Loading />;
  const again = (
    <Button loading={session.isFetching} onClick={() => void session.refetch()}>
      {t('retry')}
    </Button>
  );
  return (
    <main className="alone">
      <Problem error={session.error} action={again} />
    </main>
  );
}

function Frame({ username }: { username: string }) {
  const [hub] = useState(() => new Hub(location.origin));
  useEffect(() => {
    hub.open();
    return () => hub.close();
  }, [hub]);
  return (
    <HubContext value={hub}>
      <Header username={username} />
      <ConnectionBanner hub={hub} />
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </HubContext>
  );
}
