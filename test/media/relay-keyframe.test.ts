import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { judgePicture } from '../../media/judge.ts';
import { decodeKeyframes } from '../../media/thumbnail.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { config, live, PATIENCE, RelayRig, sourceOf } from './relay-rig.ts';

const SHORT = { sub: { seconds: 4 }, gopSeconds: 1 };
let fleet: Fleet;
let rig: RelayRig;

beforeAll(async () => {
  const cameras = [SHORT, { ...SHORT, faults: { codec: 'h265' as const } }];
  fleet = await startFleet({ cameras, clips: 1, prepare: ['sub'], discovery: false });
  rig = await RelayRig.create({ idleMs: 0 });
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

test.each([
  ['copied', 0, 'H264'],
  ['transcoded', 1, 'H265'],
] as const)('the last keyframe of a live relay, %s, needs no second session', async (key, index, codec) => {
  const camera = fleet.cameras[index];
  if (camera === undefined) throw new Error('no camera');
  expect(rig.relays.keyframe(key)).toBeNull();
  const { relay, release } = await rig.relays.acquire(key, () => sourceOf(camera, { codec }));
  await live(relay);
  const data = await vi.waitFor(() => rig.relays.keyframe(key) ?? Promise.reject(new Error('not yet whole')), PATIENCE);
  const [picture] = await decodeKeyframes([{ codec: 'H264', data }], config);
  if (!picture) throw new Error('the keyframe was not decoded');
  expect(judgePicture(picture)).toBeNull();
  expect(camera.counters.sessionsStarted).toBe(1);
  release();
  await rig.relays.stop(key);
  expect(rig.relays.keyframe(key)).toBeNull();
});
