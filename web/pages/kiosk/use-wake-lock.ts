import { useEffect } from 'react';

/** Keeps the monitor from going dark, where the browser can. */
export function useWakeLock(): void {
  useEffect(() => {
    const locks = navigator.wakeLock as WakeLock | undefined;
    // It ends by itself whenever the page is hidden.
    const ask = (): void => {
      if (document.visibilityState === 'visible') locks?.request('screen').catch(() => undefined);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => document.removeEventListener('visibilitychange', ask);
  }, []);
}
