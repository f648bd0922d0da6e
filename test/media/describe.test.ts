import { expect, test } from 'vitest';
import { parseDescription } from '../../media/describe.ts';

const video = { codec_type: 'video', codec_name: 'h264', width: 640, height: 360, avg_frame_rate: '15/1' };
const parse = (...streams: unknown[]) => parseDescription(JSON.stringify({ streams }));

test('a usual camera', () => {
  const sound = { codec_type: 'audio', codec_name: 'pcm_alaw' };
  expect(parse(sound, { ...video, has_b_frames: 0 })).toEqual({
    ...{ codec: 'H264', width: 640, height: 360, fps: 15 },
    ...{ bFrames: false, audio: 'PCMA' },
  });
});

test.each([
  [{ codec_name: 'hevc' }, { codec: 'H265' }],
  [{ codec_name: 'mjpeg' }, { codec: 'other' }],
  [{ codec_name: 'constructor' }, { codec: 'other' }],
  [{ has_b_frames: 2 }, { bFrames: true }],
  [
    { width: 0, height: '360' },
    { width: 0, height: 0 },
  ],
  [{ avg_frame_rate: '0/0', r_frame_rate: '25/2' }, { fps: 12.5 }],
  [{ avg_frame_rate: '90000/1', r_frame_rate: 'none' }, { fps: 0 }],
])('%j', (odd, expected) => {
  expect(parse({ ...video, ...odd })).toMatchObject(expected);
});

test('sound that browsers do not take is no sound', () => {
  expect(parse(video, { codec_type: 'audio', codec_name: 'aac' })?.audio).toBeNull();
  expect(parse(video, { codec_type: 'audio', codec_name: 'pcm_mulaw' })?.audio).toBe('PCMU');
});

test.each(['', '{', 'null', '[]', '{"streams":1}', '{"streams":[null,3]}', '{"streams":[{"codec_type":"audio"}]}'])(
  'no video in %j',
  (json) => expect(parseDescription(json)).toBeNull(),
);
