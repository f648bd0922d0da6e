import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session, Setup, SignIn } from '../../server/contract/session.ts';
import { call, keepToken } from '../api/client.ts';
import type { HubError } from '../api/hub-error.ts';

const key = ['session'];
const GUEST = 'hub.guest';

/** Who is signed in; read again whenever the connection was lost. */
export function useSession() {
  return useQuery<Session, HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => keep(await call('session.read', { signal })),
    staleTime: Infinity,
  });
}

/** Ways to change who is signed in. Each throws HubError. */
export function useSessionActions() {
  const queries = useQueryClient();
  const keepSession = (session: Session): void => {
    queries.setQueryData(key, keep(session));
  };
  return {
    signIn: async (body: SignIn): Promise<void> => {
      keepSession(await call('session.signIn', { body }));
    },
    setUp: async (body: Setup): Promise<void> => {
      keepSession(await call('session.setup', { body }));
    },
    /** As a screen, by its token. */
    signInKiosk: async (token: string): Promise<void> => {
      keepSession(await call('kiosk.signIn', { body: { token } }));
    },
    /** For one meeting, by its link. @returns the meeting's id */
    signInGuest: async (token: string, name: string): Promise<string> => {
      const { session, meetingId } = await call('meeting.guestSignIn', { body: { token, name } });
      keepSession(session);
      return meetingId;
    },
    signOut: async (): Promise<void> => {
      await call('session.signOut');
      const session = keep(await call('session.read'));
      // What one user was shown is not kept for the next. The session itself stays: the page goes by it.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
      keepSession(session);
    },
    /** Asks the hub again: the session may have ended, or its rights may have changed. */
    refresh: async (): Promise<void> => {
      await queries.invalidateQueries({ queryKey: key });
    },
  };
}

/** Whether who was signed in last in this tab was a guest of a meeting. */
export function wasGuest(): boolean {
  return sessionStorage.getItem(GUEST) !== null;
}

function keep(session: Session): Session {
  keepToken(session.csrfToken);
  if (session.user?.guestOf) sessionStorage.setItem(GUEST, 'yes');
  else if (session.user) sessionStorage.removeItem(GUEST);
  return session;
}
