/**
 * What it costs to look after 2,000 cameras: `npm run bench idle [-- --cameras 2000 --cut 150 --seconds 300]`.
 *
 * A hub with all of them registered looks at each every minute and at its picture every quarter of an hour, while nobody
 * watches. Counted are the hub, its workers and decoders, also those that have ended. Then a whole town is cut off, and
 * given back: how long until there is one alarm for it, and until it is over; and whether any camera had more than one
 * session at once, or a wrong login.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Alarm, CameraHealth } from '../../server/contract/health.ts';
import { newId } from '../../server/id.ts';
import { Keys } from '../../server/keys.ts';
import { Store } from '../../server/store/store.ts';
import { round } from '../../test/rig/figures.ts';
import { type FleetCamera, startFleetProcess } from '../../test/rig/fleet-process.ts';
import { HubClient } from '../../test/rig/hub-client.ts';
import { freePort, startHub } from '../../test/rig/hub-process.ts';
import { addPeople, TECHNICIAN } from '../../test/rig/people.ts';
import { descendants, sampleTree } from '../../test/rig/processes.ts';
import { registered } from '../../test/rig/registered.ts';

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '2000' },
    cut: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '300' },
    base: { type: 'string', default: '127.40.0.1' },
  },
});
const [count, cut, seconds] = [Number(values.cameras), Number(values.cut), Number(values.seconds)];
const MEGABYTE = 1024 * 1024;
const TICK_MS = 10;
/** Cameras of a village, and villages of a town. */
const [PER_VILLAGE, VILLAGES] = [15, 10];

interface Health {
  cameras: CameraHealth[];
  alarms: Alarm[];
}

interface Counters {
  peakSessions: number;
  wrongLogins: number;
  locks: number;
  cheapProofs: number;
  sessionsStarted: number;
}

/** Processor time so far, ms: of the hub's process, of its decoders (which end, and were waited for), and of its workers. */
function cpuMs(pid: number): Record<'hub' | 'decoders' | 'workers', number> {
  const read = (one: number): number[] => {
    const text = readFileSync(`/proc/${one}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).map((field) => Number(field) * TICK_MS);
  };
  const [user = 0, system = 0, ...ended] = read(pid);
  const live = descendants(pid).flatMap(read);
  const sum = (parts: number[]): number => parts.reduce((total, part) => total + part, 0);
  return { hub: user + system, decoders: sum(ended), workers: sum(live) };
}

const memory = (pid: number): number => sampleTree(pid).reduce((sum, { pssBytes }) => sum + pssBytes, 0) / MEGABYTE;

/** Registers the cameras, by town and village: the first town's are the first. @returns how many each town has */
async function registerAll(folder: string, cameras: readonly FleetCamera[]): Promise<void> {
  const store = await Store.open(join(folder, 'hub.sqlite'), Keys.load(folder));
  const facts = { civilCode: '', contactName: '', contactPhone: '', longitude: null, latitude: null };
  const more = { ...facts, state: 'joined', mergedInto: null, createdAt: 0, updatedAt: 0 } as const;
  const root = await store.orgUnits.root();
  let town = '';
  for (let start = 0; start < cameras.length; start += PER_VILLAGE) {
    const number = start / PER_VILLAGE;
    if (number % VILLAGES === 0) {
      town = newId();
      await store.orgUnits.add({ ...more, id: town, parentId: root.id, name: `镇${number}`, kind: 'town' });
    }
    const village = newId();
    await store.orgUnits.add({ ...more, id: village, parentId: town, name: `村${number}`, kind: 'village' });
    await store.transaction(async (repositories) => {
      for (const camera of cameras.slice(start, start + PER_VILLAGE)) {
        const device = { ...camera, rtspUrl: (role: 'main' | 'sub') => camera[role] };
        await repositories.cameras.save(registered(device, village));
      }
    });
  }
  await store.close();
}

/** Reads until it is so. @returns s that it took */
async function until(client: HubClient, isSo: (health: Health) => boolean, most: number): Promise<number> {
  const began = Date.now();
  while (!isSo((await client.expect('health.list')) as Health)) {
    if (Date.now() - began > most * 1000) return Infinity;
    await delay(500);
  }
  return (Date.now() - began) / 1000;
}

const controlPort = await freePort();
const control = `http://127.0.0.1:${controlPort}`;
const shape = ['--clips', '4', '--prepare', 'sub', '--base', values.base, '--control', String(controlPort)];
const fleet = await startFleetProcess(['--cameras', String(count), ...shape]);
const dataFolder = mkdtempSync(join(tmpdir(), 'hub-'));
await addPeople(dataFolder, [TECHNICIAN]);
await registerAll(dataFolder, fleet.cameras);
const hub = await startHub({
  again: { url: `http://127.0.0.1:${await freePort()}`, dataFolder },
  environment: { HUB_HEALTH: 'on' },
});
try {
  const client = await HubClient.signIn(hub.url);
  const all = await until(client, ({ cameras }) => cameras.every(({ checkedAt }) => checkedAt !== null), 180);
  const [beganAt, began] = [Date.now(), cpuMs(hub.pid)];
  let mb = 0;
  while (Date.now() - beganAt < seconds * 1000) {
    await delay(5000);
    mb = Math.max(mb, memory(hub.pid));
  }
  const [ended, passed] = [cpuMs(hub.pid), Date.now() - beganAt];
  const percent = (part: keyof typeof ended): number => ((ended[part] - began[part]) / passed) * 100;
  const cpuPercent = round(percent('hub') + percent('decoders') + percent('workers'), 2);

  const cameras = Array.from({ length: cut }, (_, index) => index);
  const act = (path: string, body: object) => fetch(control + path, { method: 'POST', body: JSON.stringify(body) });
  const before = ((await client.expect('health.list')) as Health).alarms.length;
  await act('/cut-off', { cameras, how: 'silent' });
  const alarmSeconds = await until(client, ({ alarms }) => alarms.some(({ kind }) => kind === 'uplink'), 120);
  await delay(30_000);
  const { alarms } = (await client.expect('health.list')) as Health;
  await act('/restore', { cameras });
  const clearedSeconds = await until(client, ({ alarms: left }) => left.length <= before, 120);

  const counters = (await (await fetch(`${control}/counters`)).json()) as Counters[];
  const sum = (name: keyof Counters): number => counters.reduce((total, counter) => total + counter[name], 0);
  const figures = {
    cpuPercent,
    mb: round(mb),
    alarms: alarms.length - before,
    alarmSeconds: round(alarmSeconds, 1),
    clearedSeconds: round(clearedSeconds, 1),
    peakSessions: Math.max(...counters.map(({ peakSessions }) => peakSessions)),
    wrongLogins: sum('wrongLogins'),
    locks: sum('locks'),
  };
  const { cameras: healths } = (await client.expect('health.list')) as Health;
  const states = Map.groupBy(healths, ({ state }) => state);
  console.table({
    ...figures,
    'hub alone, %': round(percent('hub'), 2),
    'decoders, %': round(percent('decoders'), 2),
    'workers, %': round(percent('workers'), 2),
    'all looked at after, s': round(all, 1),
    'cheap proofs': sum('cheapProofs'),
    sessions: sum('sessionsStarted'),
    ...Object.fromEntries([...states].map(([state, { length }]) => [state, length])),
  });
  console.log(JSON.stringify(figures));
} finally {
  await hub.close();
  await fleet.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
