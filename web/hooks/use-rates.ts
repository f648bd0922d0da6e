import { useCallback, useSyncExternalStore } from 'react';
import type { Rates } from '../media/capacity-keeper.ts';
import { useHub } from './use-hub.ts';

/** How many pictures there are on the page, and how many of them run at full rate. */
export function useRates(): Rates {
  const { capacity } = useHub();
  const subscribe = useCallback((changed: () => void) => capacity.on('change', changed), [capacity]);
  return useSyncExternalStore(subscribe, () => capacity.rates);
}
