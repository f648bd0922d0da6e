import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { openUrl, readClocks, readPictures } from './probe.ts';
import { beginsKeyframe, RtspClient } from './rtsp-client.ts';

let fleet: Fleet;
let camera: SimulatedCamera;

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [{ clip: 5, sub: { seconds: 4 }, rtspAuth: 'none' }],
    prepare: ['sub'],
    discovery: false,
  });
  const [first] = fleet.cameras;
  if (!first) throw new Error('no camera');
  camera = first;
});
afterAll(() => fleet.close());
afterEach(() => camera.setFault({}));

/** Least and greatest luma of each of 20 pictures. */
async function lumas(): Promise<[number, number][]> {
  const pictures = await readPictures(openUrl(camera, 'sub'), 20, 'gray');
  return pictures.map((picture) => {
    const sorted = Uint8Array.from(picture).sort();
    return [sorted[0] ?? 0, sorted.at(-1) ?? 255];
  });
}

test.each([
  ['black', 0, 20],
  ['blank', 90, 120],
] as const)('%s: pictures flow, and each is of one colour', async (stream, least, most) => {
  await camera.setFault({ stream });
  const seen = await lumas();
  expect(seen).toHaveLength(20);
  for (const [low, high] of seen) {
    expect(low).toBeGreaterThanOrEqual(least);
    expect(high).toBeLessThanOrEqual(most);
    expect(high - low).toBeLessThan(4);
  }
});

test('frozen: pictures flow, and all are the same one', async () => {
  await camera.setFault({ stream: 'frozen' });
  const clocks = await readClocks(openUrl(camera, 'sub'), 40);
  expect(clocks).toHaveLength(40);
  expect(new Set(clocks.map((clock) => clock?.frame))).toEqual(new Set([0]));
});

test('a session that plays changes over at a keyframe, and back', async () => {
  let sizes: number[] = [];
  let seen = Promise.withResolvers<undefined>();
  const client = new RtspClient(camera, ({ channel, packet }) => {
    if (channel !== 0) return;
    sizes.push(packet.length);
    if (beginsKeyframe(packet) && sizes.length > 1) seen.resolve(undefined);
  });
  const keyframe = async (): Promise<void> => {
    seen = Promise.withResolvers<undefined>();
    await seen.promise;
  };
  await client.play(camera.rtspUrl('sub'));
  await keyframe();
  await camera.setFault({ stream: 'black' });
  await keyframe();
  sizes = [];
  await keyframe();
  // A GOP of black is a keyframe in one packet and pictures of a few bytes.
  expect(Math.max(...sizes)).toBeLessThan(1000);
  await camera.setFault({});
  await keyframe();
  sizes = [];
  await keyframe();
  expect(Math.max(...sizes)).toBeGreaterThan(1200);
  await client.close();
});
