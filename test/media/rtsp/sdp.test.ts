import { expect, test } from 'vitest';
import { parseSdp } from '../../../media/rtsp/sdp.ts';

const sdp = (...lines: string[]): string => ['v=0', 'o=- 1 1 IN IP4 10.0.0.1', 's=x', ...lines].join('\r\n');
const H264 = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000'];

test('a usual camera', () => {
  const format = 'a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0LAFg==,aM48gA==; profile-level-id=42c016';
  const text = sdp('a=control:*', ...H264, format, 'a=framerate:15', 'a=control:trackID=0', 'm=audio 0 RTP/AVP 8');
  expect(parseSdp(text)).toEqual({
    control: '*',
    video: {
      codec: 'H264',
      payloadType: 96,
      clockRate: 90_000,
      parameterSets: [Buffer.from('6742c016', 'hex'), Buffer.from('68ce3c80', 'hex')],
      fps: 15,
      control: 'trackID=0',
    },
    audio: 'PCMA',
  });
});

test('H.265 tells its parameter sets one by one', () => {
  const sets = 'a=fmtp:97 sprop-pps=RAE=;sprop-vps=QAE=;sprop-sps=QgE=';
  const { video } = parseSdp(sdp('m=video 5 RTP/AVP 97', 'a=rtpmap:97 hevc/90000', sets));
  expect(video).toMatchObject({ codec: 'H265', payloadType: 97 });
  expect(video?.parameterSets.map((set) => set.toString('hex'))).toEqual(['4001', '4201', '4401']);
});

test.each([
  [['m=video 0 RTP/AVP 26'], 'other'],
  [['m=video 0 RTP/AVP 96', 'a=rtpmap:97 H264/90000'], 'other'],
  [['m=video 0 RTP/AVP 96 97', 'a=rtpmap:97 MP4V-ES/90000', 'a=rtpmap:96 h264/90000'], 'H264'],
  [['m=application 0 RTP/AVP 107', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264'], 'H264'],
  [['m=audio 0 RTP/AVP 0'], undefined],
  [[], undefined],
])('%j: %s', (lines, codec) => expect(parseSdp(sdp(...lines)).video?.codec).toBe(codec));

test.each([
  [['m=audio 0 RTP/AVP 0'], 'PCMU'],
  [['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 PCMA/8000/1'], 'PCMA'],
  [['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 PCMA/16000'], null],
  [['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 MPEG4-GENERIC/16000'], null],
  [[], null],
])('sound that can be passed through: %j', (lines, audio) => expect(parseSdp(sdp(...lines)).audio).toBe(audio));

test('a rate that no camera has is not told', () => {
  for (const rate of ['0', '-3', '90000', 'x']) {
    expect(parseSdp(sdp(...H264, `a=framerate:${rate}`)).video?.fps).toBe(0);
  }
});

test('nonsense is an empty description', () => {
  for (const text of ['', 'v=0', 'm=', '<html>', '\u0000'.repeat(1000)]) {
    expect(parseSdp(text)).toEqual({ control: '*', video: null, audio: null });
  }
});
