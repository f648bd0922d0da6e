/**
 * How long it takes to put cameras on record: `npm run bench onboard [-- --cameras 2000 --faulty 3]`.
 *
 * Simulated cameras with three makers' habits, some of them faulty, in a process of their own; the hub in another. A
 * technician sweeps their networks, imports a file of all that stand there, and waits until each is registered with
 * what its test picture showed, or its fault is named. Nobody types a password: two credential sets are there, and
 * one camera in ten refuses the first. Then all of it once more, which must change nothing.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Camera } from '../../server/contract/camera.ts';
import type { JobItem } from '../../server/contract/job.ts';
import { round } from '../../test/rig/figures.ts';
import { type FleetCamera, startFleetProcess } from '../../test/rig/fleet-process.ts';
import { HubClient } from '../../test/rig/hub-client.ts';
import { startHub } from '../../test/rig/hub-process.ts';
import { descendants, sampleTree } from '../../test/rig/processes.ts';
import { expectedCause } from './onboard/expected.ts';
import { writeFile } from './onboard/file.ts';
import { OnboardPage } from './onboard/page.ts';

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '2000' },
    faulty: { type: 'string', default: '3' },
    base: { type: 'string', default: '127.50.0.1' },
  },
});
const PASSWORD = 'one-for-all-77';
/** The carrier whose cameras refuse the set that is tried first. */
const [TELECOM, MOBILE] = ['电信', '移动'];

const carrierOf = (index: number): string => (index % 10 === 0 ? MOBILE : TELECOM);

/** Processor time of a process and all that it has started, also of what has ended. */
function cpuSeconds(pid: number): number {
  const TICKS = 100;
  return [pid, ...descendants(pid)].reduce((sum, one) => {
    const text = readFileSync(`/proc/${one}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return sum + fields.slice(11, 15).reduce((all, field) => all + Number(field) / TICKS, 0);
  }, 0);
}

/** Addresses of a fleet as blocks of 256. */
function blocksOf(cameras: readonly FleetCamera[]): string[] {
  return [...new Set(cameras.map(({ address }) => address.replace(/\.\d+$/, '.0/24')))];
}

/** Cameras that were not registered as they must be, or whose fault has another name. */
function findWrong(fleet: readonly FleetCamera[], items: readonly JobItem[], cameras: readonly Camera[]): string[] {
  const byAddress = new Map(cameras.map((camera) => [camera.address, camera]));
  return fleet.flatMap(({ address, fault }, index) => {
    const expected = expectedCause(fault);
    // One item per row, in their order.
    const item = items[index];
    const camera = byAddress.get(address);
    const told = item?.state === 'failed' ? (item.cause ?? item.error?.code ?? null) : null;
    const hasPicture = (camera?.testPicture?.width ?? 0) > 0 && camera?.testPicture?.cause === null;
    const isSkewed = Math.abs(camera?.clockOffsetMs ?? 0) > 60_000;
    if (told !== expected) return [`${address} ${JSON.stringify(fault)}: ${String(told)}, not ${String(expected)}`];
    if (expected === null && !hasPicture) return [`${address}: no test picture`];
    if (isSkewed !== (fault?.clockSkewMs !== undefined))
      return [`${address}: clock is off by ${camera?.clockOffsetMs}`];
    return [];
  });
}

const count = Number(values.cameras);
const fleet = await startFleetProcess([
  ...['--cameras', String(count), '--faulty', values.faulty, '--base', values.base, '--prepare', 'all'],
  ...['--password', PASSWORD, '--lock-after', '3'],
]);
const hub = await startHub({ environment: { HUB_LOG: 'error', HUB_HEALTH: 'off' } });
try {
  const client = await HubClient.signIn(hub.url);
  const sets = [
    { name: '移动旧密码', username: 'admin', password: 'an old one', carrier: MOBILE, position: 0 },
    { name: '统一密码', username: 'admin', password: PASSWORD, carrier: '', position: 1 },
  ];
  for (const body of sets) await client.expect('credentialSet.create', { body });
  const page = await OnboardPage.open(client);

  const onboard = async () => {
    const began = performance.now();
    const cpuBefore = [cpuSeconds(hub.pid), cpuSeconds(fleet.pid)] as const;
    const found = await page.sweep({ targets: blocksOf(fleet.cameras), interfaces: [] });
    const swept = performance.now();
    const rows = fleet.cameras.map(({ address, onvifPort: port }, index) => ({
      address,
      port,
      carrier: carrierOf(index),
    }));
    const file = { format: 'csv', name: 'cameras.csv', content: writeFile(rows), pattern: '' } as const;
    const { result, items } = await page.import(file);
    const ended = performance.now();
    const { cameras } = (await client.expect('camera.list')) as { cameras: Camera[] };
    return {
      found,
      result,
      items,
      cameras,
      sweep: (swept - began) / 1000,
      seconds: (ended - began) / 1000,
      hubCpu: cpuSeconds(hub.pid) - cpuBefore[0],
      fleetCpu: cpuSeconds(fleet.pid) - cpuBefore[1],
    };
  };
  const first = await onboard();
  const again = await onboard();

  const known = new Set(first.cameras.map(({ updatedAt, id }) => `${id} ${updatedAt}`));
  const changed = again.cameras.filter(({ id, updatedAt }) => !known.has(`${id} ${updatedAt}`));
  const isFine = (camera: Camera): boolean => camera.testPicture?.cause === null;
  const found = new Set(first.found.map(({ address }) => address));
  // Whoever keeps ONVIF closed answers no sweep; the file names it all the same.
  const hidden = fleet.cameras.filter(({ address, fault }) => fault?.onvif !== 'closed' && !found.has(address));
  const wrong = [
    ...findWrong(fleet.cameras, first.items, first.cameras),
    ...findWrong(fleet.cameras, again.items, again.cameras),
    ...hidden.map(({ address }) => `${address}: not found`),
    ...changed.filter(isFine).map(({ address }) => `${address}: changed the second time`),
    ...again.items.filter(({ state }) => state === 'done').map(({ label }) => `${label}: done the second time`),
  ];
  for (const line of wrong.slice(0, 40)) console.log(line);
  const mb = sampleTree(hub.pid).reduce((sum, { pssBytes }) => sum + pssBytes, 0) / 1024 / 1024;
  const rowOf = (run: typeof first) => ({
    'sweep, s': round(run.sweep),
    'all, s': round(run.seconds),
    'processor of the hub, s': round(run.hubCpu),
    'of the cameras, s': round(run.fleetCpu),
    registered: run.cameras.length,
  });
  console.table({ first: rowOf(first), again: rowOf(again) });
  console.log(`hub: ${round(mb)} MB`);
  page.close();
  console.log(
    JSON.stringify({
      cameras: count,
      seconds: round(first.seconds),
      secondsAgain: round(again.seconds),
      wrong: wrong.length,
    }),
  );
} finally {
  await hub.close();
  await fleet.close();
}
