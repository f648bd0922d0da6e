import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgePicture } from '../../media/judge.ts';
import { lookAtStream } from '../../media/look.ts';
import { decodeKeyframes } from '../../media/thumbnail.ts';
import { startFleet, type CameraSpec, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { config } from './relay-rig.ts';

/** Short loops are made quickly. */
const SHORT = { sub: { seconds: 4 }, gopSeconds: 1 };
const cameras = {
  digest: SHORT,
  'digest by SHA-256': { ...SHORT, rtspAuth: 'digest-sha256' },
  basic: { ...SHORT, rtspAuth: 'basic' },
  'no login': { ...SHORT, rtspAuth: 'none' },
  'udp-only': { ...SHORT, faults: { rtsp: 'udp-only' } },
  'out-of-band': { ...SHORT, inBand: false },
  'odd password': { ...SHORT, password: `p@s:s/%'"\\ $1中` },
  mute: { ...SHORT, audio: null },
  h265: { ...SHORT, faults: { codec: 'h265' } },
  'b-frames': { ...SHORT, faults: { codec: 'b-frames' } },
  mjpeg: { ...SHORT, faults: { codec: 'mjpeg' } },
  password: { ...SHORT, faults: { wrongPassword: true } },
  'not-found': { ...SHORT, faults: { rtsp: 'not-found' } },
  full: { ...SHORT, faults: { rtsp: 'refused' } },
  garbage: { ...SHORT, faults: { rtsp: 'garbage' } },
  closed: { ...SHORT, faults: { rtsp: 'closed' } },
  reset: { ...SHORT, faults: { rtsp: 'reset' } },
  silent: { ...SHORT, faults: { rtsp: 'silent' } },
  stalled: { ...SHORT, faults: { stream: 'stall' } },
  'no-keyframe': { ...SHORT, faults: { stream: 'no-keyframe' } },
  'no-video': { ...SHORT, faults: { stream: 'no-video' } },
  black: { ...SHORT, faults: { stream: 'black' } },
  blank: { ...SHORT, faults: { stream: 'blank' } },
  frozen: { ...SHORT, faults: { stream: 'frozen' } },
} satisfies Record<string, CameraSpec>;
type Name = keyof typeof cameras;
let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ cameras: Object.values(cameras), clips: 1, prepare: ['sub'], discovery: false });
});
afterAll(() => fleet.close());

function camera(name: Name): SimulatedCamera {
  const found = fleet.cameras[Object.keys(cameras).indexOf(name)];
  if (found === undefined) throw new Error(`no camera ${name}`);
  return found;
}

const look = (name: Name, options: Parameters<typeof lookAtStream>[1] = {}) => {
  const { username, password } = camera(name);
  return lookAtStream({ url: camera(name).rtspUrl('sub'), credentials: { username, password } }, options);
};

const GOOD = { codec: 'H264', width: 640, height: 360, fps: 15, bFrames: false, audio: 'PCMA', gop: 15 };

test.concurrent.each<[Name, object]>([
  ['digest', {}],
  ['digest by SHA-256', {}],
  ['basic', {}],
  ['no login', {}],
  ['udp-only', {}],
  ['out-of-band', {}],
  ['odd password', {}],
  ['mute', { audio: null }],
  ['h265', { codec: 'H265' }],
  ['b-frames', { bFrames: true }],
])('%s: what the stream is, and a picture', async (name, odd) => {
  const seen = await look(name, { keyframes: 2 });
  expect(seen).toMatchObject({ ...GOOD, ...odd });
  // Encoded for 500 kbit/s.
  expect(seen.bitrate).toBeGreaterThan(250_000);
  expect(seen.bitrate).toBeLessThan(750_000);
  const { connectMs, firstPacketMs, firstKeyframeMs, keyframe, codec } = seen;
  expect([connectMs, firstPacketMs, firstKeyframeMs].toSorted((a, b) => a - b)).toEqual([
    connectMs,
    firstPacketMs,
    firstKeyframeMs,
  ]);
  expect(codec).not.toBe('other');
  const data = keyframe ?? Buffer.alloc(0);
  const [picture] = await decodeKeyframes([{ codec: codec === 'H265' ? 'H265' : 'H264', data }], config);
  if (!picture) throw new Error('the keyframe was not decoded');
  expect(judgePicture(picture)).toBeNull();
  // The session is over, and there was but one.
  expect(camera(name).counters).toMatchObject({ sessions: 0, sessionsStarted: 1 });
});

test.concurrent('MJPEG is told, and not played', async () => {
  expect(await look('mjpeg')).toMatchObject({ codec: 'other', keyframe: null });
  expect(camera('mjpeg').counters.sessionsStarted).toBe(0);
});

test.concurrent.each<[Name, string]>([
  ['password', 'credentials'],
  ['not-found', 'rtsp'],
  ['full', 'rtsp'],
  ['garbage', 'rtsp'],
  ['closed', 'tcp'],
  ['reset', 'tcp'],
  ['silent', 'timeout'],
  ['stalled', 'no-packets'],
  ['no-keyframe', 'no-keyframe'],
  ['no-video', 'codec'],
])('%s: %s', async (name, reason) => {
  await expect(look(name, { maxMs: 2000 })).rejects.toThrow(expect.objectContaining({ reason }));
  expect(camera(name).counters.sessions).toBe(0);
});

test.concurrent.each<[Name, string | null, string]>([
  ['black', 'black', 'black'],
  ['blank', 'blank', 'blank'],
  ['frozen', null, 'frozen'],
])('%s: judged %s at first, then %s', async (name, first, second) => {
  const looks = [await look(name), await look(name)];
  const frames = looks.map(({ keyframe }) => ({ codec: 'H264' as const, data: keyframe ?? Buffer.alloc(0) }));
  const [before, now] = await decodeKeyframes(frames, config);
  if (!before || !now) throw new Error('a keyframe was not decoded');
  expect([judgePicture(before), judgePicture(now, before)]).toEqual([first, second]);
});
