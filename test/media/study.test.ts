import { expect, test } from 'vitest';
import { Study } from '../../media/study.ts';
import { H264_SPS } from './bitstream/units.ts';
import { rtpPacket } from './rtp-packet.ts';

const IDR = '65888040';
const [P, B] = ['419a2100aabb', '019e4100aabb'];
const PPS = '68ee3c80';
/** 15 pictures/s told, and no B-frames; 25, and nothing is told of B-frames (its VUI is cut off). */
const TOLD = H264_SPS[0]?.sps ?? '';
const UNTOLD = H264_SPS[3]?.sps.slice(0, 34) ?? '';

/** Gives pictures to a study, each as its units in one go; `ticks` apart. */
function study(
  pictures: readonly string[],
  { sps = TOLD, ticks = 6000, wanted = 1, left = [] as number[] } = {},
): Study {
  const parameterSets = [sps, PPS].map((hex) => Buffer.from(hex, 'hex'));
  const video = { codec: 'H264' as const, payloadType: 96, clockRate: 90_000, parameterSets, fps: 0, control: '' };
  const made = new Study(video, wanted);
  const shown = pictures.flatMap((hex, index) => (left.includes(index) ? [] : [{ hex, index }]));
  for (const [sequence, { hex, index }] of shown.entries()) {
    // B-frames come after what they are shown before.
    const time = hex === B ? index - 2 : hex === P && pictures.includes(B) ? index + 1 : index;
    made.push(
      rtpPacket({ sequence, timestamp: 0xffff0000 + time * ticks, payload: [...Buffer.from(hex, 'hex')] }),
      10 * index,
    );
  }
  return made;
}

const gop = (length: number): string[] => [IDR, ...Array<string>(length - 1).fill(P)];

test('what is told needs no more than the keyframe', () => {
  const made = study([P, P, IDR, P]);
  expect(made.done).toBe(true);
  expect(made.result).toMatchObject({
    width: 640,
    height: 360,
    fps: 15,
    bFrames: false,
    gop: 0,
    bitrate: 0,
    keyframeAt: 20,
  });
});

test('what is not told is watched for', () => {
  expect(study([IDR, P, P], { sps: UNTOLD }).done).toBe(false);
  const made = study(gop(14), { sps: UNTOLD, ticks: 3600 });
  expect(made.done).toBe(true);
  expect(made.result).toMatchObject({ fps: 25, bFrames: false });
});

test('B-frames that nobody told of', () => {
  expect(study([IDR, P, B, B, P], { sps: UNTOLD }).result?.bFrames).toBe(true);
});

test('GOP and bit rate between two keyframes; the rate that is measured goes before the one that is told', () => {
  const made = study([...gop(12), ...gop(3)], { wanted: 2, ticks: 9000 });
  expect(made.done).toBe(true);
  expect(made.result).toMatchObject({ gop: 12, fps: 10 });
  // 12 packets in 1.2 s: headers of 12 bytes, one of 4, eleven of 6.
  expect(made.result?.bitrate).toBe(Math.round(((12 * 12 + 4 + 11 * 6) * 8) / 1.2));
  expect(study(gop(12), { wanted: 2 }).done).toBe(false);
});

test('pictures that the camera leaves out do not make its GOP shorter', () => {
  expect(study([...gop(15), ...gop(15)], { wanted: 2, left: [4, 5, 6, 7, 8] }).result).toMatchObject({
    gop: 15,
    fps: 15,
  });
});

test('the picture under way counts when the stream ends', () => {
  const made = study([IDR]);
  expect([made.done, made.result]).toEqual([false, null]);
  made.end();
  expect(made.result).toMatchObject({ width: 640 });
});
