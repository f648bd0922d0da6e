import { afterAll, beforeAll, expect, test } from 'vitest';
import { setMasks } from '../../media/onvif/index.ts';
import { takeSnapshot } from '../../media/snapshot.ts';
import { startFleet, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { nextPicture, readJpeg } from './decode.ts';
import { config, live, RelayRig, sourceOf } from './relay-rig.ts';

const BLACK = 24;
const [WIDTH, HEIGHT] = [640, 360];
/** The burnt-in clock, which has white cells at all times, and a triangle beside it. */
const CLOCK = [
  { x: 0, y: 0.9 },
  { x: 0.7, y: 0.9 },
  { x: 0.7, y: 1 },
  { x: 0, y: 1 },
];
const SIGN = [
  { x: 0, y: 0 },
  { x: 0.5, y: 0 },
  { x: 0, y: 0.5 },
];

let rig: RelayRig;
let fleet: Fleet;
let camera: SimulatedCamera;
/** Its stream is copied: it has to mask itself. */
let copied: SimulatedCamera;
beforeAll(async () => {
  const sub = { seconds: 4, codec: 'H265' } as const;
  fleet = await startFleet({
    cameras: [
      { clip: 0, sub },
      { clip: 0, sub: { seconds: 4 } },
    ],
    prepare: ['sub'],
  });
  [camera, copied] = fleet.cameras as [SimulatedCamera, SimulatedCamera];
  rig = await RelayRig.create({ transcodeLimit: 3 });
});
afterAll(async () => {
  await rig.close();
  await fleet.close();
});

test('a transcoded picture leaves the hub with its masks painted, and what is not hidden is shown', async () => {
  const masks = [CLOCK, SIGN];
  const { relay } = await rig.relays.acquire('masked', () => sourceOf(camera, { codec: 'H265', masks }));
  await live(relay);
  const viewer = await rig.viewer(relay);
  const picture = await nextPicture(viewer, WIDTH, HEIGHT);
  expect(picture.brightest(0, 0.9, 0.7, 1)).toBeLessThan(BLACK);
  expect(picture.brightest(0, 0, 0.24, 0.24)).toBeLessThan(BLACK);
  expect(picture.brightest(0.55, 0, 1, 0.85)).toBeGreaterThan(BLACK * 3);
});

test('without masks the same part is bright', async () => {
  const { relay } = await rig.relays.acquire('open', () => sourceOf(camera, { codec: 'H265' }));
  await live(relay);
  const picture = await nextPicture(await rig.viewer(relay), WIDTH, HEIGHT);
  expect(picture.brightest(0, 0.9, 0.7, 1)).toBeGreaterThan(BLACK * 3);
});

test('a stream that turns out to need transcoding is masked, too', async () => {
  const { relay } = await rig.relays.acquire('surprise', () => sourceOf(camera, { masks: [CLOCK] }));
  await live(relay);
  expect(relay.transcoding).toBe(true);
  const picture = await nextPicture(await rig.viewer(relay), WIDTH, HEIGHT);
  expect(picture.brightest(0, 0.9, 0.7, 1)).toBeLessThan(BLACK);
});

test('a single picture has its masks painted, whatever the codec', async () => {
  const { username, password } = camera;
  const source = { url: camera.rtspUrl('sub'), credentials: { username, password } };
  const open = await readJpeg(await takeSnapshot(source, config), WIDTH, HEIGHT);
  expect(open.brightest(0, 0.9, 0.7, 1)).toBeGreaterThan(BLACK * 3);
  const hidden = await readJpeg(await takeSnapshot({ ...source, masks: [CLOCK] }, config), WIDTH, HEIGHT);
  expect(hidden.brightest(0, 0.9, 0.7, 1)).toBeLessThan(BLACK);
  expect(hidden.brightest(0.55, 0, 1, 0.85)).toBeGreaterThan(BLACK * 3);
});

test('a copied stream shows what the camera masks itself, and masks given to the relay change nothing', async () => {
  const source = sourceOf(copied, { masks: [SIGN] });
  const { relay } = await rig.relays.acquire('copied', () => source);
  await live(relay);
  const before = await nextPicture(await rig.viewer(relay), WIDTH, HEIGHT);
  expect(before.brightest(0, 0, 0.24, 0.24)).toBeGreaterThan(BLACK * 2);
  const { address, onvifPort: port, username, password, maker } = copied;
  const told = await setMasks({
    ...{ address, port, credentials: { username, password }, masks: [CLOCK], knownTokens: [] },
    profileTokens: [maker.profileToken('sub')],
  });
  expect(told.outcome).toBe('masked');
  await rig.relays.stop('copied');
  const again = await rig.relays.acquire('copied', () => source);
  await live(again.relay);
  const after = await nextPicture(await rig.viewer(again.relay), WIDTH, HEIGHT);
  expect(after.brightest(0, 0.9, 0.7, 1)).toBeLessThan(BLACK);
  expect(after.brightest(0.55, 0, 1, 0.85)).toBeGreaterThan(BLACK * 3);
});
