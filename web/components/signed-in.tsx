import { Button } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import type { Session, User } from '../../server/contract/session.ts';
import { HubContext } from '../hooks/use-hub.ts';
import { useMay } from '../hooks/use-rights.ts';
import { useSession, wasGuest } from '../hooks/use-session.ts';
import { Hub } from '../media/hub.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { GrantAlerts } from './grant-alerts.tsx';
import { Header } from './header.tsx';
import { permits } from './nav-pages.ts';
import { LastUse } from './last-use.tsx';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';
import { RingNews } from './ring.tsx';

/** Frame of all pages that need a user: sends others to sign in (or to set up their second factor), and back. */
export function SignedIn() {
  const { t } = useTranslation();
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.data) {
    const { user, lastSignIn } = session.data;
    const next = encodeURIComponent(pathname + search);
    // A guest has no account to sign in with again: the meeting is over, or the link must be opened anew.
    if (!user && wasGuest()) return <Navigate to="/guest" replace />;
    if (!user) return <Navigate to={`/sign-in?next=${next}`} replace />;
    if (user.mustEnrol) return <Navigate to={`/enrol?next=${next}`} replace />;
    // A screen in a room has a page of its own, to which it comes back out of a meeting.
    if (user.roles.some(({ role }) => role === 'site-screen')) return <Navigate to="/kiosk" replace />;
    // Whoever signs in next gets a connection, and a page, of their own.
    return <Frame key={user.id} user={user} lastSignIn={lastSignIn} />;
  }
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

function Frame({ user, lastSignIn }: { user: User; lastSignIn: Session['lastSignIn'] }) {
  const may = useMay();
  const { pathname } = useLocation();
  const [hub] = useState(() => new Hub(location.origin));
  useEffect(() => {
    hub.open();
    return () => hub.close();
  }, [hub]);
  const { username, guestOf } = user;
  const theirs = guestOf === null ? null : `/meetings/${guestOf}`;
  return (
    <HubContext value={hub}>
      {theirs === null && <Header username={username} />}
      <ConnectionBanner hub={hub} />
      {theirs === null && (
        <>
          <LastUse last={lastSignIn} />
          <GrantAlerts />
          <RingNews />
        </>
      )}
      <Suspense fallback={<Loading />}>
        {theirs !== null && pathname !== theirs && !pathname.startsWith(`${theirs}/`) ? (
          <Navigate to={theirs} replace />
        ) : permits(may, pathname) ? (
          <Outlet />
        ) : (
          <Denied />
        )}
      </Suspense>
    </HubContext>
  );
}

function Denied() {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <p>{t('denied')}</p>
      <Link to="/">{t('notFound.home')}</Link>
    </main>
  );
}
