import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { annexB, unitsOf } from '../../media/bitstream/annex-b.ts';
import { decodePosters } from '../../media/poster.ts';
import { sizeOf } from '../../media/still.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { readJpeg } from './decode.ts';
import { config, live, PATIENCE, RelayRig, sourceOf } from './relay-rig.ts';

const BLACK = 24;
/** The burnt-in clock, which is bright at all times. */
const CLOCK = [
  { x: 0, y: 0.9 },
  { x: 0.7, y: 0.9 },
  { x: 0.7, y: 1 },
  { x: 0, y: 1 },
];

let fleet: Fleet;
let rig: RelayRig;
/** Keyframes of 640x360 and of 800x450. */
let small: Buffer;
let large: Buffer;
beforeAll(async () => {
  const short = { seconds: 4, phases: 1 };
  fleet = await startFleet({
    cameras: [{ clip: 0, sub: short, main: { ...short, width: 800, height: 450 } }],
    discovery: false,
  });
  rig = await RelayRig.create();
  small = await keyframe('sub');
  large = await keyframe('main');
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

async function keyframe(role: 'main' | 'sub'): Promise<Buffer> {
  const camera = fleet.cameras[0] ?? expect.fail();
  const before = Date.now();
  const { relay } = await rig.relays.acquire(role, () => ({ ...sourceOf(camera), url: camera.rtspUrl(role) }));
  await live(relay);
  const data = await vi.waitFor(
    () => rig.relays.keyframe(role) ?? Promise.reject(new Error('not yet whole')),
    PATIENCE,
  );
  expect(relay.keyframeAt).toBeGreaterThanOrEqual(before);
  expect(relay.keyframeAt).toBeLessThanOrEqual(Date.now());
  return data;
}

test('keyframes of any size become small JPEGs in one go, with masks painted where there are any', async () => {
  const frames = [
    { data: small, masks: [] },
    { data: large, masks: [CLOCK] },
    { data: small, masks: [CLOCK] },
    { data: large, masks: [] },
  ];
  const jpegs = await decodePosters(frames, config);
  const pictures = await Promise.all(jpegs.map((jpeg) => readJpeg(jpeg ?? expect.fail(), 640, 360)));
  const clocks = pictures.map((picture) => picture.brightest(0, 0.9, 0.7, 1) > BLACK * 3);
  expect(clocks).toEqual([true, false, false, true]);
  for (const picture of pictures) expect(picture.brightest(0, 0, 1, 0.85)).toBeGreaterThan(BLACK * 3);
});

test('what is damaged spoils no other', async () => {
  const cut = Buffer.concat([small.subarray(0, small.length / 2), Buffer.alloc(20, 0xff)]);
  const frames = [small, cut, small, Buffer.from('no picture')].map((data) => ({ data, masks: [] }));
  const jpegs = await decodePosters(frames, config);
  expect(jpegs.map((jpeg) => jpeg !== null)).toEqual([true, false, true, false]);
});

test('nothing is decoded for one who has gone', async () => {
  const frames = [{ data: small, masks: [] }];
  expect(await decodePosters(frames, config, AbortSignal.abort())).toEqual([null]);
});

test('a keyframe tells its own size', () => {
  expect(sizeOf({ codec: 'H264', data: small })).toEqual({ width: 640, height: 360 });
  expect(sizeOf({ codec: 'H264', data: large })).toEqual({ width: 800, height: 450 });
  expect(sizeOf({ codec: 'H265', data: small })).toBeNull();
  expect(annexB(unitsOf(small))).toEqual(small);
  expect(unitsOf(Buffer.from([0, 0, 1, 7, 0, 0, 0, 1, 8, 9]))).toEqual([Buffer.from([7]), Buffer.from([8, 9])]);
});
