import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { HubError } from '../../api/hub-error.ts';
import { useSession, useSessionActions } from '../../hooks/use-session.ts';
import { backoff } from '../../media/backoff.ts';
import { takeToken } from './token.ts';

const RETRY = { first: 1_000, most: 30_000 };

export type KioskState =
  /** The browser was never set up as a screen. */
  | { kind: 'unknown' }
  | { kind: 'entering'; error: HubError | null }
  | { kind: 'in'; userId: string }
  /** Its time is over, or it was taken down: somebody must decide anew. */
  | { kind: 'over'; error: HubError };

/** Keeps this browser signed in as a screen: again whenever its session has ended, as long as its token is good. */
export function useKiosk(): KioskState {
  const [{ token, fresh }] = useState(takeToken);
  const session = useSession();
  const { signInKiosk } = useSessionActions();
  const [error, setError] = useState<HubError | null>(null);
  const [entered, setEntered] = useState(!fresh);
  const attempt = useRef(0);
  const user = session.data?.user;
  // Whoever else was signed in here makes room for the screen.
  const isScreen = user?.roles.some(({ role }) => role === 'site-screen') ?? false;
  const wants = token !== null && !session.isPending && (!isScreen || !entered) && error?.code !== 'kiosk.token';

  const enter = useEffectEvent(async (): Promise<void> => {
    try {
      await signInKiosk(token ?? '');
      attempt.current = 0;
      setError(null);
      setEntered(true);
    } catch (thrown) {
      setError(HubError.from(thrown));
    }
  });
  useEffect(() => {
    if (!wants) return;
    const wait = error ? backoff(attempt.current++, RETRY) : 0;
    const timer = setTimeout(() => void enter(), wait);
    return () => clearTimeout(timer);
  }, [wants, error]);

  // A link that is opened in a browser that shows this page already.
  useEffect(() => {
    const anew = (): void => {
      if (location.hash.length > 1) location.reload();
    };
    addEventListener('hashchange', anew);
    return () => removeEventListener('hashchange', anew);
  }, []);

  if (token === null) return { kind: 'unknown' };
  if (error?.code === 'kiosk.token') return { kind: 'over', error };
  return user && isScreen && entered ? { kind: 'in', userId: user.id } : { kind: 'entering', error };
}
