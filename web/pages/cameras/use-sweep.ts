import { useCallback, useEffect, useReducer } from 'react';
import type { DiscoveryStart } from '../../../server/contract/discovery.ts';
import type { NotificationData } from '../../../server/contract/ws.ts';
import { useHub, useNotification } from '../../hooks/use-hub.ts';
import { nextSweep, noSweep, type Sweep, type SweepEvent } from './sweep.ts';

export interface SweepControl {
  sweep: Sweep;
  tell: (event: SweepEvent) => void;
  /** @throws HubError: targets refused, or not connected */
  start: (data: DiscoveryStart) => Promise<void>;
  /** @throws HubError */
  stop: () => Promise<void>;
}

/** One sweep, followed through the hub's notifications. */
export function useSweep(): SweepControl {
  const hub = useHub();
  const [sweep, tell] = useReducer(nextSweep, noSweep);
  const { id, phase } = sweep;

  useNotification(
    hub,
    'discovery.found',
    useCallback((data: NotificationData<'discovery.found'>) => tell({ event: 'found', ...data }), []),
  );
  useNotification(
    hub,
    'discovery.progress',
    useCallback((progress: NotificationData<'discovery.progress'>) => tell({ event: 'progress', progress }), []),
  );
  useNotification(
    hub,
    'discovery.ended',
    useCallback((progress: NotificationData<'discovery.ended'>) => tell({ event: 'ended', progress }), []),
  );
  useEffect(
    () =>
      hub.socket.on('state', (state) => {
        if (state === 'lost') tell({ event: 'lost' });
      }),
    [hub],
  );
  // Closing the drawer ends the sweep; one whose connection is gone has ended by itself.
  useEffect(() => {
    if (!id || phase !== 'running') return;
    return () => void hub.socket.request('discovery.stop', { discoveryId: id }).catch(() => undefined);
  }, [hub, id, phase]);

  const start = async (data: DiscoveryStart): Promise<void> => {
    tell({ event: 'start' });
    try {
      tell({ event: 'started', ...(await hub.socket.request('discovery.start', data)) });
    } catch (thrown) {
      tell({ event: 'refused' });
      throw thrown;
    }
  };
  const stop = async (): Promise<void> => {
    if (id) await hub.socket.request('discovery.stop', { discoveryId: id });
  };
  return { sweep, tell, start, stop };
}
