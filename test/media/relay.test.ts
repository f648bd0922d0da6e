import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { isRunning, live, PATIENCE, RelayRig, retrying, sourceOf } from './relay-rig.ts';

let fleet: Fleet;
let camera: SimulatedCamera;
let rig: RelayRig;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ sub: { seconds: 4 }, gopSeconds: 1 }], prepare: ['sub'], discovery: false });
  const [first] = fleet.cameras;
  if (first === undefined) throw new Error('no camera');
  camera = first;
});
afterAll(() => fleet.close());

beforeEach(async () => {
  await camera.setFault({});
  await camera.revive();
  rig = await RelayRig.create();
});
afterEach(() => rig.close());

const acquire = () => rig.relays.acquire('a', () => sourceOf(camera));

test('a viewer sees pictures; two viewers, one pull; ffmpeg is gone when nobody is left', async () => {
  const before = camera.counters.sessionsStarted;
  const [one, two] = await Promise.all([acquire(), acquire()]);
  expect(two.relay).toBe(one.relay);
  expect(one.relay.viewers).toBe(2);
  await live(one.relay);
  const viewers = await Promise.all([rig.viewer(one.relay), rig.viewer(one.relay)]);
  await expect.poll(() => viewers.map(({ keyframes }) => keyframes > 0), PATIENCE).toEqual([true, true]);
  await expect.poll(() => viewers.map(({ sounds }) => sounds > 0), PATIENCE).toEqual([true, true]);
  const { pid = 0 } = one.relay;
  expect(isRunning(pid)).toBe(true);
  expect(camera.counters.sessionsStarted - before).toBe(1);

  one.release();
  one.release();
  expect(one.relay.viewers).toBe(1);
  const gone = once(two.relay, 'close');
  two.release();
  await gone;
  expect([isRunning(pid), rig.relays.list(), two.relay.state]).toEqual([false, [], 'idle']);
  // ffmpeg took its leave of the camera.
  await expect.poll(() => camera.counters.sessions, PATIENCE).toBe(0);
});

test('a browser may ask for what was lost, and is not asked when each packet came', async () => {
  const { relay } = await acquire();
  const { rtpCapabilities } = rig.routerOf(relay);
  expect(JSON.stringify(rtpCapabilities)).toContain('transport-cc');
  const { video, audio } = await relay.view(await relay.room.peer('page'), rtpCapabilities);
  for (const { rtpParameters } of [video, audio].filter((consumer) => consumer !== null)) {
    expect(JSON.stringify(rtpParameters)).not.toMatch(/transport-cc|goog-remb|transport-wide-cc|abs-send-time/);
  }
  expect(JSON.stringify(video.rtpParameters)).toContain('nack');
});

test('a viewer who comes back in time finds the same relay', async () => {
  await rig.close();
  rig = await RelayRig.create({ idleMs: 60_000 });
  const lease = await acquire();
  lease.release();
  expect((await acquire()).relay).toBe(lease.relay);
});

test('one who comes while it is ending gets a new one, and the camera one session at a time', async () => {
  const lease = await acquire();
  await live(lease.relay);
  const ending = rig.relays.stop('a');
  const next = await acquire();
  expect(next.relay).not.toBe(lease.relay);
  expect([lease.relay.state, lease.relay.pid]).toEqual(['stopped', undefined]);
  await ending;
  await live(next.relay);
});

test('stopped while it begins: nobody is left with a dead relay', async () => {
  const acquiring = acquire();
  const stopping = rig.relays.stop('a');
  await expect(acquiring).rejects.toThrow(expect.objectContaining({ reason: 'process' }));
  await stopping;
  await live((await acquire()).relay);
});

test('a camera dies: the cause is told, it is hardly asked, and the picture comes back to the same viewer', async () => {
  const { relay } = await acquire();
  await live(relay);
  const viewer = await rig.viewer(relay);
  await expect.poll(() => viewer.keyframes, PATIENCE).toBeGreaterThan(0);
  const [sessions, attempts] = [camera.counters.sessionsStarted, relay.attempts];
  await camera.die();
  await retrying(relay, 'tcp');
  // Closed doors are knocked at, no ffmpeg is started.
  expect(relay.attempts - attempts).toBeLessThanOrEqual(1);
  await camera.revive();
  const { keyframes } = viewer;
  await live(relay);
  await expect.poll(() => viewer.keyframes, PATIENCE).toBeGreaterThan(keyframes);
  expect(camera.counters.sessionsStarted - sessions).toBe(1);
  // One endless stream.
  const steps = viewer.sequences.slice(1).map((sequence, n) => (sequence - (viewer.sequences[n] ?? 0)) & 0xffff);
  expect(steps.filter((step) => step > 100 && step < 0x8000)).toEqual([]);
});

test('ffmpeg is killed by hand: live again', async () => {
  const { relay } = await acquire();
  await live(relay);
  const { pid = 0 } = relay;
  process.kill(pid, 'SIGKILL');
  await retrying(relay, 'process');
  await live(relay);
  expect(relay.pid).not.toBe(pid);
});

test('the worker is killed: the relay closes, and whoever asks again gets a picture', async () => {
  const { relay } = await acquire();
  await live(relay);
  const [gone, replaced] = [once(relay, 'close'), once(rig.workers, 'replaced')];
  process.kill(rig.workers.pids[0] ?? 0, 'SIGKILL');
  await gone;
  expect([relay.state, relay.cause, relay.pid]).toEqual(['idle', 'process', undefined]);
  await replaced;
  const next = await acquire();
  await live(next.relay);
  const viewer = await rig.viewer(next.relay);
  await expect.poll(() => viewer.keyframes, PATIENCE).toBeGreaterThan(0);
});

test('the worker is killed while a relay begins: no relay stays behind in a dead room', async () => {
  const acquiring = acquire();
  const replaced = once(rig.workers, 'replaced');
  process.kill(rig.workers.pids[0] ?? 0, 'SIGKILL');
  const closing = acquiring.then(
    async ({ relay }) => relay.closing || (await once(relay, 'close')),
    (error: unknown) => expect(error).toMatchObject({ reason: 'process' }),
  );
  await closing;
  await replaced;
  await live((await acquire()).relay);
});

test('closing ends all; nothing can be acquired any more', async () => {
  const { relay } = await acquire();
  await live(relay);
  const { pid = 0 } = relay;
  await rig.relays.close();
  expect([isRunning(pid), relay.state]).toEqual([false, 'stopped']);
  await expect(acquire()).rejects.toThrow(expect.objectContaining({ reason: 'process' }));
});

describe('a source that cannot even be tried', () => {
  test.each([
    ['a quote in the URL', "rtsp://127.0.0.1:1/it's", 'tcp'],
    ['no host', 'rtsp:///ch1', 'address'],
    ['no URL', 'nonsense', 'address'],
  ] as const)('%s', async (_, url, cause) => {
    const { relay } = await rig.relays.acquire('odd', () => ({ ...sourceOf(camera), url }));
    await retrying(relay, cause);
  });

  test('a quote in the URL of a camera that answers', async () => {
    const { relay } = await rig.relays.acquire('odd', () => ({
      ...sourceOf(camera),
      url: `${camera.rtspUrl('sub')}'`,
    }));
    await retrying(relay, 'rtsp');
    expect(relay.pid).toBeUndefined();
  });
});
