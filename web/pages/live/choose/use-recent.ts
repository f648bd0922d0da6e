import { useCallback, useState } from 'react';
import { useSession } from '../../../hooks/use-session.ts';
import { loadRecent, storeRecent, withRecent } from './recent.ts';

/** Channels that the user put on the wall of late, in this browser; and the way to note one more. */
export function useRecent(): [readonly string[], (channelId: string) => void] {
  const userId = useSession().data?.user?.id ?? '';
  const [recent, setRecent] = useState<readonly string[]>(() => loadRecent(userId));
  const note = useCallback(
    (channelId: string) => {
      // Another window of the wall may have noted some, too.
      const after = withRecent(loadRecent(userId), channelId);
      storeRecent(userId, after);
      setRecent(after);
    },
    [userId],
  );
  return [recent, note];
}
