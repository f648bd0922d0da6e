import { beforeAll, describe, expect, test } from 'vitest';
import { decodeKeyframes, type Keyframe, type Thumbnail } from '../../media/thumbnail.ts';
import { mainClip, openClip, subClip, type ClipSpec } from '../fleet/clip.ts';
import { config } from './relay-rig.ts';

const SHORT = { seconds: 4, gopSeconds: 1 };
const START = Buffer.from('00000001', 'hex');
let large: Keyframe;
let small: Keyframe;
let h265: Keyframe;

/** The first keyframe of a clip, as the encoder wrote it. */
async function keyframeOf(spec: ClipSpec): Promise<Keyframe> {
  const { parameterSets, frames } = await openClip(spec, 0, false);
  const [first] = frames;
  if (first === undefined) throw new Error('an empty clip');
  // The slice is put together again from its fragments.
  const pieces = [...first.starts].map((start, i) => first.bytes.subarray(start + 16, first.starts[i + 1]));
  const [head = Buffer.alloc(0)] = pieces;
  const isH264 = spec.codec === 'H264';
  const header = isH264
    ? Buffer.from([((head[0] ?? 0) & 0xe0) | ((head[1] ?? 0) & 0x1f)])
    : Buffer.from([((head[0] ?? 0) & 0x81) | (((head[2] ?? 0) & 0x3f) << 1), head[1] ?? 0]);
  const slice = Buffer.concat([header, ...pieces.map((piece) => piece.subarray(isH264 ? 2 : 3))]);
  return { codec: spec.codec, data: Buffer.concat([...parameterSets, slice].flatMap((unit) => [START, unit])) };
}

beforeAll(async () => {
  large = await keyframeOf(mainClip(0, '', SHORT));
  small = await keyframeOf(subClip(0, '', SHORT));
  h265 = await keyframeOf(subClip(0, '', { ...SHORT, codec: 'H265' }));
});

const mean = ({ luma }: Thumbnail): number => luma.reduce((sum, one) => sum + one, 0) / luma.length;

describe('keyframes are decoded together', () => {
  test('of all sizes and codecs, each in its place', async () => {
    const pictures = await decodeKeyframes([small, h265, large, small, h265], config);
    expect(pictures.map((one) => one && [one.width, one.height, one.luma.length])).toEqual(
      Array.from({ length: 5 }, () => [64, 36, 64 * 36]),
    );
    const [first, second, third, fourth] = pictures;
    if (!first || !second || !third) throw new Error('a keyframe was not decoded');
    expect(fourth?.luma).toEqual(first.luma);
    // All show the same scene.
    for (const one of [second, third]) expect(Math.abs(mean(one) - mean(first))).toBeLessThan(5);
  });

  test('what cannot be decoded is null, and spoils no other', async () => {
    const junk = { codec: 'H264' as const, data: Buffer.alloc(1000, 7) };
    const cut = { ...small, data: small.data.subarray(0, 200) };
    const empty = { ...small, data: Buffer.alloc(0) };
    const mislabelled = { ...h265, codec: 'H264' as const };
    const batch = [junk, small, cut, empty, large, mislabelled, small, junk];
    const seen = (await decodeKeyframes(batch, config)).map((one) => one !== null);
    expect(seen).toEqual([false, true, false, false, true, false, true, false]);
    expect(await decodeKeyframes([junk, junk], config)).toEqual([null, null]);
    expect(await decodeKeyframes([], config)).toEqual([]);
  });

  test('aborted, nothing more is decoded', async () => {
    expect(await decodeKeyframes([small, h265], config, AbortSignal.abort())).toEqual([null, null]);
  });

  test('without ffmpeg there are no pictures', async () => {
    expect(await decodeKeyframes([small, small], { ...config, ffmpeg: '/nowhere/ffmpeg' })).toEqual([null, null]);
  });
});
