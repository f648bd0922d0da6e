/**
 * What one relayed camera costs: `npm run bench relay-cost [-- --relays 1,10,40 --seconds 20]`.
 *
 * A real hub relays cameras of about 1 Mbit/s (1280x720, 25 pictures/s, G.711), each to one WebRTC viewer that receives
 * and decrypts it, in this process. Counted are the hub's process, its ffmpegs and its workers: processor time and
 * proportional set size, both above those of the idle hub.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { onvifSource, startFleetProcess } from '../../test/rig/fleet-process.ts';
import { HubClient } from '../../test/rig/hub-client.ts';
import { startHub } from '../../test/rig/hub-process.ts';
import { sampleTree } from '../../test/rig/processes.ts';
import { Viewer } from '../../test/rig/viewer.ts';
import { round } from '../../test/rig/figures.ts';

const { values } = parseArgs({
  options: { relays: { type: 'string', default: '1,10,40' }, seconds: { type: 'string', default: '20' } },
});
const steps = values.relays.split(',').map(Number);
const seconds = Number(values.seconds);
const MEGABYTE = 1024 * 1024;

interface Cost {
  /** ms of processor time so far, by part. */
  cpuMs: Record<'hub' | 'ffmpeg' | 'worker', number>;
  pssBytes: Record<'hub' | 'ffmpeg' | 'worker', number>;
}

function measure(hubPid: number): Cost {
  const cost: Cost = { cpuMs: { hub: 0, ffmpeg: 0, worker: 0 }, pssBytes: { hub: 0, ffmpeg: 0, worker: 0 } };
  for (const { pid, command, cpuMs, pssBytes } of sampleTree(hubPid)) {
    const part = pid === hubPid ? 'hub' : command.includes('mediasoup-worker') ? 'worker' : 'ffmpeg';
    cost.cpuMs[part] += cpuMs;
    cost.pssBytes[part] += pssBytes;
  }
  return cost;
}

const total = ({ hub, ffmpeg, worker }: Cost['cpuMs']): number => hub + ffmpeg + worker;
const most = Math.max(...steps);
const fleet = await startFleetProcess([
  '--cameras',
  String(most),
  '--clips',
  '4',
  '--gop',
  '2',
  '--base',
  '127.32.1.1',
]);
const hub = await startHub({ environment: { HUB_RELAY_IDLE_MS: '1000' } });
try {
  let client = await HubClient.signIn(hub.url);
  const channels: string[] = [];
  for (const camera of fleet.cameras) {
    const { channels: made } = await client.register(camera.name, onvifSource(camera));
    channels.push(made[0]?.id ?? '');
  }
  const viewers: Viewer[] = [];
  await delay(3000);
  const fresh = measure(hub.pid);
  await delay(seconds * 1000);
  const idle = measure(hub.pid);
  const idleMs = { hub: 0, ffmpeg: 0, worker: 0 };
  for (const part of ['hub', 'worker'] as const) idleMs[part] = idle.cpuMs[part] - fresh.cpuMs[part];
  const rows: Record<string, Record<string, number>> = {};
  let last = { relays: 0, cpuPercentPerRelay: 0, mbPerRelay: 0 };
  for (const relays of steps) {
    while (viewers.length < relays) {
      // A session may have 32 pages open.
      if (viewers.length % 32 === 31) client = await HubClient.signIn(hub.url);
      const viewer = await Viewer.open(client);
      await viewer.watch(channels[viewers.length] ?? '');
      await viewer.nextPacket();
      viewers.push(viewer);
    }
    await delay(3000);
    const before = measure(hub.pid);
    await delay(seconds * 1000);
    const after = measure(hub.pid);
    const part = (name: 'hub' | 'ffmpeg' | 'worker'): number =>
      round((after.cpuMs[name] - before.cpuMs[name] - idleMs[name]) / (seconds * 10) / relays, 2);
    last = {
      relays,
      cpuPercentPerRelay: round(
        (total(after.cpuMs) - total(before.cpuMs) - total(idleMs)) / (seconds * 10) / relays,
        2,
      ),
      mbPerRelay: round((total(after.pssBytes) - total(idle.pssBytes)) / MEGABYTE / relays, 1),
    };
    rows[`${relays} relays`] = {
      'hub, % of a core each': part('hub'),
      'ffmpeg, %': part('ffmpeg'),
      'worker, %': part('worker'),
      'together, %': last.cpuPercentPerRelay,
      'ffmpeg PSS, MB each': round(after.pssBytes.ffmpeg / MEGABYTE / relays, 1),
      'hub and worker more than idle, MB each': round(
        (after.pssBytes.hub + after.pssBytes.worker - idle.pssBytes.hub - idle.pssBytes.worker) / MEGABYTE / relays,
        1,
      ),
      'together, MB each': last.mbPerRelay,
    };
  }
  console.table(rows);
  await Promise.all(viewers.map((viewer) => viewer.close()));
  console.log(JSON.stringify(last));
} finally {
  await hub.close();
  await fleet.close();
}
