import { useEffect, useState, type RefObject } from 'react';
import type { VideoStats } from '../media/stats.ts';
import type { Watcher } from '../media/watcher.ts';

const EVERY_MS = 1_000;

/** Figures of a watcher's picture, once a second as long as the component is there; null until there are any. */
export function useVideoStats(watcher: RefObject<Watcher | null>): VideoStats | null {
  const [stats, setStats] = useState<VideoStats | null>(null);
  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const now = (await watcher.current?.stats()) ?? null;
      if (!over) setStats(now);
    };
    // A picture that ends while it is read has no figures: the next second asks again.
    const timer = setInterval(() => void read().catch(() => setStats(null)), EVERY_MS);
    void read().catch(() => undefined);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [watcher]);
  return stats;
}
