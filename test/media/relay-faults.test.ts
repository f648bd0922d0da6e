import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Cause } from '../../media/error.ts';
import type { RelaySource } from '../../media/relay.ts';
import { startFleet, type CameraSpec, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { live, PATIENCE, RelayRig, retrying, sourceOf } from './relay-rig.ts';

/** Short loops are made quickly. */
const SHORT = { sub: { seconds: 4 }, gopSeconds: 1 };
const ODD_PASSWORD = `p@s:s/%'"\\ $1中`;
const cameras = {
  password: { ...SHORT, faults: { wrongPassword: true } },
  'not-found': { ...SHORT, faults: { rtsp: 'not-found' } },
  full: { ...SHORT, faults: { rtsp: 'refused' } },
  garbage: { ...SHORT, faults: { rtsp: 'garbage' } },
  closed: { ...SHORT, faults: { rtsp: 'closed' } },
  silent: { ...SHORT, faults: { rtsp: 'silent' } },
  stalled: { ...SHORT, faults: { stream: 'stall' } },
  'no-keyframe': { ...SHORT, faults: { stream: 'no-keyframe' } },
  'no-video': { ...SHORT, faults: { stream: 'no-video' } },
  'udp-only': { ...SHORT, faults: { rtsp: 'udp-only' } },
  'out-of-band': { ...SHORT, inBand: false },
  odd: { ...SHORT, password: ODD_PASSWORD },
  stalls: SHORT,
  mute: { ...SHORT, audio: null },
  h265: { ...SHORT, faults: { codec: 'h265' } },
  'h265 two': { ...SHORT, faults: { codec: 'h265' } },
  'b-frames': { ...SHORT, faults: { codec: 'b-frames' } },
  long: { sub: { seconds: 10 }, gopSeconds: 10, startsAtKeyframe: false },
} satisfies Record<string, CameraSpec>;
type Name = keyof typeof cameras;
const names = Object.keys(cameras) as Name[];

let fleet: Fleet;
let rig: RelayRig;

beforeAll(async () => {
  fleet = await startFleet({ cameras: Object.values(cameras), clips: 1, prepare: ['sub'], discovery: false });
  rig = await RelayRig.create({ keyframeMs: 5000, transcodeLimit: 1, idleMs: 0 });
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

function camera(name: Name): SimulatedCamera {
  const found = fleet.cameras[names.indexOf(name)];
  if (found === undefined) throw new Error(`no camera ${name}`);
  return found;
}

const acquire = (name: Name, more: Partial<RelaySource> = {}) =>
  rig.relays.acquire(name, () => sourceOf(camera(name), more));

/** A viewer gets keyframes. */
async function seen(name: Name, more: Partial<RelaySource> = {}) {
  const lease = await acquire(name, more);
  const viewer = await rig.viewer(lease.relay);
  await live(lease.relay);
  await vi.waitFor(() => expect(viewer.keyframes).toBeGreaterThan(0), PATIENCE);
  return { ...lease, viewer };
}

describe('every failure has its cause', () => {
  test.concurrent.each<[Name, Cause]>([
    ['password', 'credentials'],
    ['not-found', 'rtsp'],
    ['full', 'rtsp'],
    ['garbage', 'rtsp'],
    ['closed', 'tcp'],
    ['silent', 'timeout'],
    ['stalled', 'no-packets'],
    ['no-keyframe', 'no-keyframe'],
    ['no-video', 'codec'],
  ])('%s: %s', async (name, cause) => {
    const { relay, release } = await acquire(name);
    await retrying(relay, cause);
    // The first cause told was the right one, and the camera is not hurried.
    expect(rig.history.get(name)?.filter((change) => change !== 'starting:')).toEqual([`retrying:${cause}`]);
    expect(relay.attempts).toBeLessThanOrEqual(1);
    release();
  });

  test.concurrent('a stream that stalls later: no-packets, and live again', async () => {
    const { relay, release } = await seen('stalls');
    await camera('stalls').setFault({ stream: 'stall' });
    await retrying(relay, 'no-packets');
    await camera('stalls').setFault({});
    await live(relay);
    release();
  });
});

describe('cameras with habits', () => {
  test.concurrent.each<Name>(['udp-only', 'out-of-band', 'odd'])('%s', async (name) => {
    (await seen(name)).release();
  });

  test.concurrent('in the middle of a long GOP the camera is asked for a keyframe', async () => {
    const long = camera('long');
    const requestKeyframe = () => Promise.resolve(void long.synchronize('sub'));
    const { release } = await seen('long', { requestKeyframe });
    // It may have been at its keyframe by chance; hurried it is not.
    expect(long.counters.syncPoints).toBeLessThanOrEqual(3);
    release();
  });

  test.concurrent('said to have sound, and has none', async () => {
    (await seen('mute', { audio: 'PCMA' })).release();
  });

  test('refused logins do not lock the account', async () => {
    const { relay, release } = await acquire('password');
    await retrying(relay, 'credentials');
    const { refusedLogins } = camera('password').counters;
    expect(refusedLogins).toBeLessThan(10);
    release();
  });
});

describe('transcoding', () => {
  test('what browsers cannot decode is transcoded, as many at once as allowed', async () => {
    const first = await seen('h265', { codec: 'H265' });
    expect(first.relay.transcoding).toBe(true);
    await expect(acquire('b-frames', { bFrames: true })).rejects.toThrow(
      expect.objectContaining({ reason: 'transcode-limit' }),
    );
    // Found out only when it has begun.
    const second = await acquire('h265 two');
    await retrying(second.relay, 'transcode-limit');
    first.release();
    await live(second.relay);
    second.release();
  });

  test('a relay that waits for leave takes it from nobody', async () => {
    const first = await seen('h265', { codec: 'H265' });
    const second = await acquire('h265 two');
    await retrying(second.relay, 'transcode-limit');
    process.kill(first.relay.pid ?? 0, 'SIGKILL');
    await retrying(first.relay, 'process');
    await live(first.relay);
    second.release();
    first.release();
  });

  test('one that nobody watches any more makes room at once', async () => {
    const patient = await RelayRig.create({ transcodeLimit: 1, idleMs: 60_000 });
    try {
      const source = (name: Name) => sourceOf(camera(name), { bFrames: true });
      const first = await patient.relays.acquire('one', () => source('h265'));
      first.release();
      const second = await patient.relays.acquire('two', () => source('b-frames'));
      await live(second.relay);
      expect(patient.relays.list()).toEqual([second.relay]);
    } finally {
      await patient.close();
    }
  });
});
