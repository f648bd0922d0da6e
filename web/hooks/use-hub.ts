import { createContext, use, useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ChannelState } from '../../server/contract/camera.ts';
import type { NotificationName } from '../../server/contract/ws.ts';
import type { Hub } from '../media/hub.ts';
import type { SocketState } from '../media/socket.ts';

/** The connection of the signed-in part of the page. */
export const HubContext = createContext<Hub | null>(null);

/** The connection to the hub; only below the signed-in frame. */
export function useHub(): Hub {
  const hub = use(HubContext);
  if (!hub) throw new Error('useHub outside of the signed-in frame');
  return hub;
}

/** State of the connection. */
export function useSocketState(hub: Hub): SocketState {
  const subscribe = useCallback((changed: () => void) => hub.socket.on('state', changed), [hub]);
  return useSyncExternalStore(subscribe, () => hub.socket.state);
}

/** States of all channels that are not idle, by channel id. */
export function useChannelStates(): ReadonlyMap<string, ChannelState> {
  const hub = useHub();
  const subscribe = useCallback((changed: () => void) => hub.channels.on('change', changed), [hub]);
  return useSyncExternalStore(subscribe, () => hub.channels.all);
}

/** Of one channel; undefined: it is idle. */
export function useChannelState(channelId: string): ChannelState | undefined {
  const hub = useHub();
  const subscribe = useCallback((changed: () => void) => hub.channels.on('change', changed), [hub]);
  return useSyncExternalStore(subscribe, () => hub.channels.all.get(channelId));
}

type Told<N extends NotificationName> = Parameters<Parameters<typeof Hub.prototype.socket.on<N>>[1]>;

/** Calls back for every notification of a name; the callback must be stable. */
export function useNotification<N extends NotificationName>(hub: Hub, name: N, told: (...args: Told<N>) => void): void {
  useEffect(() => hub.socket.on(name, told), [hub, name, told]);
}
