import type { HubProcess } from '../../../test/rig/hub-process.ts';
import { costs } from './cost.ts';

/** What a hub and its workers hold at this moment. */
export interface Held {
  routers: number;
  transports: number;
  producers: number;
  consumers: number;
  hubMb: number;
  workerMb: number;
}

/** As the hub tells Prometheus, and as the system counts memory. */
export async function mediaHeld({ url, pid }: HubProcess): Promise<Held> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const count = (kind: string): number =>
    Number(new RegExp(`^hub_media_objects{kind="${kind}"} (\\d+)`, 'm').exec(text)?.[1] ?? NaN);
  const sides = [...costs(pid, [])];
  const megabytes = (prefix: string): number =>
    sides.reduce((sum, [side, { megabytes }]) => sum + (side.startsWith(prefix) ? megabytes : 0), 0);
  return {
    routers: count('routers'),
    transports: count('transports'),
    producers: count('producers'),
    consumers: count('consumers'),
    hubMb: Math.round(megabytes('hub')),
    workerMb: Math.round(megabytes('worker')),
  };
}
