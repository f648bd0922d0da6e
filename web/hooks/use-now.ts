import { useEffect, useState } from 'react';
import { toHubTime } from '../api/hub-clock.ts';

/** The time, ms since 1970, drawn anew every so often. @param everyMs 0: not at all */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs <= 0) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** As {@link useNow}, by the hub's clock: the one that grants and shifts go by. */
export function useHubNow(everyMs: number): number {
  return toHubTime(useNow(everyMs));
}
