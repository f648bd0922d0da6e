import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { isRunning, live, openFiles, PATIENCE, RelayRig, sourceOf } from './relay-rig.ts';

const ROUNDS = 200;
/** At once; each with a key of its own. */
const ABREAST = 4;
/** Every so many rounds a relay is kept until it is live; the others end somewhere on their way there. */
const LIVE_EVERY = 10;
/** Growth that is no leak: code that got compiled, statistics of the test itself; bytes. */
const GROWTH = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let fleet: Fleet;
let rig: RelayRig;

beforeAll(async () => {
  const camera = { sub: { seconds: 4 }, gopSeconds: 1, sessionLimit: 50 };
  fleet = await startFleet({ cameras: [camera], prepare: ['sub'], discovery: false });
  rig = await RelayRig.create({ idleMs: 0 });
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

test(`${ROUNDS} starts and stops leave nothing behind`, async () => {
  const [camera] = fleet.cameras;
  if (camera === undefined) throw new Error('no camera');
  const pids = new Set<number>();

  const round = async (key: string, index: number): Promise<void> => {
    const { relay, release } = await rig.relays.acquire(key, () => sourceOf(camera));
    if (index % LIVE_EVERY === 0) await live(relay);
    else await vi.waitFor(() => expect(relay.pid).toBeDefined(), { ...PATIENCE, interval: 2 });
    if (relay.pid !== undefined) pids.add(relay.pid);
    release();
    await rig.relays.stop(key);
  };
  const lane = async (lane: number, rounds: number): Promise<void> => {
    for (let index = 0; index < rounds; index++) await round(`lane ${lane}`, index);
  };
  const all = (rounds: number) => Promise.all(Array.from({ length: ABREAST }, (_, index) => lane(index, rounds)));
  const settled = async () => {
    await vi.waitFor(() => expect(camera.counters.sessions).toBe(0), PATIENCE);
    collectGarbage();
    // What waits for its finalizer goes with the second.
    await setImmediate();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return { files: openFiles(), timers: timers(), memory: heapUsed + external };
  };

  // Whatever is made once is made now.
  await all(3);
  const before = await settled();
  await all(ROUNDS / ABREAST);
  await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before.files), PATIENCE);
  const after = await settled();

  expect([...pids].filter(isRunning)).toEqual([]);
  expect(pids.size).toBeGreaterThanOrEqual(ROUNDS);
  expect(rig.relays.list()).toEqual([]);
  expect(after.timers).toBeLessThanOrEqual(before.timers);
  expect(after.memory - before.memory).toBeLessThan(GROWTH);
}, 120_000);

/** Timers that wait. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
