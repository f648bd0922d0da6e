import { useEffect, useState } from 'react';
import { takeTestPicture } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';

/** A picture to show, or why there is none; null: it is being taken. */
export type Taken = { url: string; at: number } | { error: HubError } | null;

/**
 * One picture of a channel, taken now under a grant; null: none is wanted.
 * @returns what came of it, and how to take another
 */
export function useTestPicture(channelId: string, grantId: string | null): { taken: Taken; again: () => void } {
  const [turn, setTurn] = useState(0);
  const [taken, setTaken] = useState<Taken>(null);
  useEffect(() => {
    if (grantId === null) return;
    const abort = new AbortController();
    let url = '';
    takeTestPicture(channelId, grantId, abort.signal).then(
      (picture) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(picture);
        setTaken({ url, at: Date.now() });
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setTaken({ error: HubError.from(thrown) });
      },
    );
    return () => {
      abort.abort();
      URL.revokeObjectURL(url);
    };
  }, [channelId, grantId, turn]);
  const again = (): void => {
    setTaken(null);
    setTurn(turn + 1);
  };
  return { taken, again };
}
