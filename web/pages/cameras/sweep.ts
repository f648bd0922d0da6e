import type { DiscoveredDevice, DiscoveryProgress } from '../../../server/contract/discovery.ts';
import type { HubError } from '../../api/hub-error.ts';

/** How the adding of one found device goes. */
export type Adding = 'busy' | 'added' | 'updated' | HubError;

/** One sweep of the network as the page knows it. */
export interface Sweep {
  phase: 'none' | 'starting' | 'running' | 'ended' | 'broken';
  /** Null until the hub has answered; only its own notifications count. */
  id: string | null;
  done: number;
  total: number;
  devices: readonly DiscoveredDevice[];
  adding: ReadonlyMap<string, Adding>;
}

export type SweepEvent =
  | { event: 'start' }
  | { event: 'started'; discoveryId: string; total: number }
  | { event: 'refused' }
  | { event: 'found'; discoveryId: string; device: DiscoveredDevice }
  | { event: 'progress' | 'ended'; progress: DiscoveryProgress }
  | { event: 'lost' }
  | { event: 'adding'; key: string; adding: Adding };

export const noSweep: Sweep = { phase: 'none', id: null, done: 0, total: 0, devices: [], adding: new Map() };

/** A device is one address and port. */
export function deviceKey({ address, port }: Pick<DiscoveredDevice, 'address' | 'port'>): string {
  return `${address}:${port}`;
}

/** The next state of the sweep. What belongs to another sweep changes nothing. */
export function nextSweep(sweep: Sweep, event: SweepEvent): Sweep {
  switch (event.event) {
    case 'start':
      return { ...noSweep, phase: 'starting' };
    case 'started':
      return { ...sweep, phase: 'running', id: event.discoveryId, total: event.total };
    case 'refused':
      return { ...sweep, phase: 'none' };
    case 'lost':
      return sweep.phase === 'running' || sweep.phase === 'starting' ? { ...sweep, phase: 'broken' } : sweep;
    case 'adding':
      return { ...sweep, adding: new Map(sweep.adding).set(event.key, event.adding) };
    case 'found':
      return sweep.id === event.discoveryId ? { ...sweep, devices: include(sweep.devices, event.device) } : sweep;
    case 'progress':
    case 'ended': {
      const { discoveryId, done, total } = event.progress;
      if (sweep.id !== discoveryId) return sweep;
      return { ...sweep, done, total, phase: event.event === 'ended' ? 'ended' : sweep.phase };
    }
  }
}

/** Multicast and unicast may both find a device: the later word counts. */
function include(devices: readonly DiscoveredDevice[], device: DiscoveredDevice): readonly DiscoveredDevice[] {
  const key = deviceKey(device);
  const others = devices.filter((other) => deviceKey(other) !== key);
  return [...others, device];
}
