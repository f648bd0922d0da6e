import { useState } from 'react';

const STORED = 'hub.side';

/**
 * Whether the list of cameras stands beside the wall. In further windows, on monitors that are for pictures, it does not,
 * until somebody wants it there; remembered as long as the window is open.
 */
export function useSide(window: number): [boolean, (shown: boolean) => void] {
  const [shown, set] = useState(() => (sessionStorage.getItem(STORED) ?? (window ? 'no' : 'yes')) === 'yes');
  return [
    shown,
    (now) => {
      sessionStorage.setItem(STORED, now ? 'yes' : 'no');
      set(now);
    },
  ];
}
