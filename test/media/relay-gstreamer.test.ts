import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lookAtStream } from '../../media/look.ts';
import { judgePicture } from '../../media/judge.ts';
import { takeSnapshot } from '../../media/snapshot.ts';
import { decodeKeyframes } from '../../media/thumbnail.ts';
import { subClip } from '../fleet/clip.ts';
import { startGstreamer, type GstreamerServer } from '../fleet/gstreamer.ts';
import { config, live, PATIENCE, RelayRig, retrying } from './relay-rig.ts';

const credentials = { username: 'admin', password: 'p@ss:/%' };
let server: GstreamerServer;
let rig: RelayRig;

beforeAll(async () => {
  const clip = subClip(0, '', { seconds: 4, gopSeconds: 1 });
  server = await startGstreamer({ streams: [{ path: '/ch1', clip, audio: 'PCMA' }], credentials });
  rig = await RelayRig.create();
});
afterAll(async () => {
  await rig.close();
  await server.close();
});

test('a server that nobody here wrote: looked at, photographed, watched, and lost', async () => {
  const source = { url: server.rtspUrl('/ch1'), credentials };
  const look = await lookAtStream(source, { keyframes: 2 });
  expect(look).toMatchObject({
    codec: 'H264',
    width: 640,
    height: 360,
    fps: 15,
    gop: 15,
    bFrames: false,
    audio: 'PCMA',
  });
  const [picture] = await decodeKeyframes([{ codec: 'H264', data: look.keyframe ?? Buffer.alloc(0) }], config);
  if (!picture) throw new Error('the keyframe was not decoded');
  expect(judgePicture(picture)).toBeNull();
  expect((await takeSnapshot(source, config)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  const wrong = { ...source, credentials: { username: 'admin', password: 'wrong' } };
  await expect(lookAtStream(wrong)).rejects.toThrow(expect.objectContaining({ reason: 'credentials' }));
  await expect(takeSnapshot(wrong, config)).rejects.toThrow(expect.objectContaining({ reason: 'credentials' }));

  const registered = { ...source, codec: 'H264', bFrames: false, audio: 'PCMA' } as const;
  const { relay } = await rig.relays.acquire('gst', () => registered);
  const viewer = await rig.viewer(relay);
  await live(relay);
  await vi.waitFor(() => expect(viewer.keyframes).toBeGreaterThan(0), PATIENCE);
  await server.close();
  await retrying(relay, 'tcp');
});
