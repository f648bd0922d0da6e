import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { newStatus, type WatchStatus } from '../media/watch-status.ts';
import { Watcher } from '../media/watcher.ts';
import { useHub } from './use-hub.ts';

/** Under which grant a channel is looked at, as far as is known. */
export interface Leave {
  /** Null: no grant reaches the channel. */
  grantId: string | null;
  /** When that was worked out anew; changes with every reading of the grants. */
  readAt: number;
}

/**
 * Keeps a channel's picture in `host` as long as the component is there. One channel per mounting: use a key.
 * @param leave null: not known yet
 */
export function useWatcher(
  host: RefObject<HTMLElement | null>,
  channelId: string,
  leave: Leave | null,
  actAt: number,
  { sound, selected }: { sound: boolean; selected: boolean },
): { status: WatchStatus; watcher: RefObject<Watcher | null> } {
  const hub = useHub();
  const watcher = useRef<Watcher | null>(null);
  const [status, setStatus] = useState(() => newStatus(Date.now()));
  const begun = useRef(actAt);

  // Before the page is painted, which takes a while where a whole wall changes: the hub is asked meanwhile.
  useLayoutEffect(() => {
    if (!host.current) return;
    const made = Watcher.create({ hub, channelId, host: host.current, actAt: begun.current });
    const off = made.on('change', setStatus);
    watcher.current = made;
    return () => {
      off();
      made.close();
      watcher.current = null;
    };
  }, [hub, channelId, host]);

  const { grantId, readAt } = leave ?? { grantId: null, readAt: null };
  useLayoutEffect(() => {
    if (readAt !== null) watcher.current?.setGrant(grantId);
  }, [grantId, readAt, hub, channelId]);

  useEffect(() => watcher.current?.setSound(sound), [sound, hub, channelId]);

  useEffect(() => {
    if (watcher.current) watcher.current.selected = selected;
  }, [selected, hub, channelId]);

  return { status, watcher };
}
