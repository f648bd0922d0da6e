/**
 * What the simulated cameras cost themselves: `npm run bench fleet [-- --cameras 2000 --streams 200 --seconds 20]`.
 *
 * One process with all devices, first idle, then with so many sub streams at once (640x360, 15 pictures/s, 0.5 Mbit/s,
 * over TCP) that this process receives.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RtspClient } from '../../test/fleet/rtsp-client.ts';
import type { Counters } from '../../test/fleet/index.ts';
import { round } from '../../test/rig/figures.ts';
import { startFleetProcess } from '../../test/rig/fleet-process.ts';
import { sample } from '../../test/rig/processes.ts';

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '2000' },
    streams: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
  },
});
const seconds = Number(values.seconds);
const began = performance.now();
const fleet = await startFleetProcess(
  ['--cameras', values.cameras, '--prepare', 'sub', '--control', '0', '--rtsp-auth', 'none'], // prettier-ignore
);
const startSeconds = (performance.now() - began) / 1000;

/** Share of a core over `seconds`, and MB afterwards. */
async function cost(): Promise<{ cpuPercent: number; mb: number }> {
  const [from, at] = [sample(fleet.pid)?.cpuMs ?? 0, performance.now()];
  await delay(seconds * 1000);
  const now = sample(fleet.pid);
  const cpuPercent = (((now?.cpuMs ?? 0) - from) / (performance.now() - at)) * 100;
  return { cpuPercent: round(cpuPercent, 2), mb: round((now?.pssBytes ?? 0) / 1e6) };
}

const clients: RtspClient[] = [];
try {
  // Starting leaves garbage behind.
  await delay(2000);
  const idle = await cost();
  let bytes = 0;
  for (const camera of fleet.cameras.slice(0, Number(values.streams))) {
    const client = new RtspClient(camera, ({ packet }) => (bytes += packet.length));
    clients.push(client);
    const status = await client.play(camera.sub);
    if (status !== 200) throw new Error(`${camera.address}: RTSP ${status}`);
  }
  bytes = 0;
  const streaming = await cost();
  const counters = (await fleet.control('counters')) as Counters[];
  const figures = {
    cameras: fleet.cameras.length,
    startSeconds: round(startSeconds, 1),
    idleCpuPercent: idle.cpuPercent,
    idleMb: idle.mb,
    streams: counters.reduce((sum, { sessions }) => sum + sessions, 0),
    streamingCpuPercent: streaming.cpuPercent,
    streamingMb: streaming.mb,
    megabitsPerSecond: round((bytes * 8) / 1e6 / seconds),
    droppedFrames: counters.reduce((sum, { droppedFrames }) => sum + droppedFrames, 0),
  };
  console.table(figures);
  console.log(JSON.stringify(figures));
} finally {
  await Promise.all(clients.map((client) => client.close()));
  await fleet.close();
}
