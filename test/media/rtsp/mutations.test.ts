import { expect, test } from 'vitest';
import * as h264 from '../../../media/bitstream/h264.ts';
import * as h265 from '../../../media/bitstream/h265.ts';
import { chooseChallenge } from '../../../media/digest.ts';
import { MAX_UNIT_BYTES } from '../../../media/rtsp/depacketizer.ts';
import { Pictures } from '../../../media/rtsp/pictures.ts';
import { RtspReader } from '../../../media/rtsp/reader.ts';
import { parseSdp } from '../../../media/rtsp/sdp.ts';
import { payloads } from '../../fleet/packetize.ts';
import { H264_SPS, H265_SPS } from '../bitstream/units.ts';
import { rtpPacket } from '../rtp-packet.ts';
import { mutate, randomNumbers } from './mutations.ts';
import { SDP } from './scripted.ts';
import { interleaved, reply } from './wire.ts';

const RUNS = 100_000;
/** What parsers may keep: far less than 100,000 inputs are. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Gives 100,000 mutants to `take`, which must bear them all, and keep none. */
function bears(seeds: readonly Buffer[], take: (mutant: Buffer, run: number) => void): void {
  const random = randomNumbers(1);
  const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
  for (let run = 0; run < RUNS; run++) take(mutate(seeds[run % seeds.length] ?? Buffer.alloc(0), random), run);
  const after = process.memoryUsage().heapUsed + process.memoryUsage().external;
  expect(after - before).toBeLessThan(KEPT_BYTES);
}

test('parameter sets', () => {
  const seeds = [...H264_SPS, ...H265_SPS].map(({ sps }) => Buffer.from(sps, 'hex'));
  bears(seeds, (mutant) => {
    for (const format of [h264.readSps(mutant), h265.readSps(mutant)]) {
      if (format === null) continue;
      const { width, height, fps, reorder } = format;
      const plausible = [width, height].every((size) => size >= 16 && size <= 16_384) && fps >= 0 && fps <= 240;
      // Checked by hand: a matcher for each of 100,000 takes longer than all the parsing.
      if (!plausible || (reorder !== null && reorder > 16)) throw new Error(`${mutant.toString('hex')} was believed`);
    }
    h264.sliceType(mutant);
  });
});

test('session descriptions and challenges', () => {
  const format = 'a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAFg==,aM48gA==\r\n';
  const sdp = Buffer.from(`${SDP}${format}m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n`);
  const challenge = Buffer.from('Digest realm="a b", qop="auth, auth-int", nonce="0123", stale=false, Basic realm="x"');
  bears([sdp, challenge], (mutant) => {
    const text = mutant.toString('utf8');
    parseSdp(text);
    chooseChallenge([text]);
  });
});

test('RTSP connections', () => {
  const talk = Buffer.concat([
    reply(200, 'CSeq: 1\r\nSession: 1', SDP),
    interleaved(0, rtpPacket()),
    reply(401, 'a: b'),
  ]);
  let pending = 0;
  bears([talk], (mutant) => {
    const reader = new RtspReader({ onReply: () => undefined, onPacket: () => undefined });
    const half = Math.floor(mutant.length / 2);
    if (reader.push(mutant.subarray(0, half))) reader.push(mutant.subarray(half));
    pending = Math.max(pending, reader.pending);
  });
  expect(pending).toBeLessThan(128 * 1024);
});

test.each(['H264', 'H265'] as const)('RTP of %s, all in one stream', (codec) => {
  const sets = codec === 'H264' ? H264_SPS : H265_SPS;
  const slice = Buffer.concat([Buffer.from(codec === 'H264' ? '65888040' : '2601af80', 'hex'), Buffer.alloc(3000, 7)]);
  const seeds = payloads([Buffer.from(sets[0]?.sps ?? '', 'hex')], slice, codec).map((payload, index) =>
    rtpPacket({ sequence: index, payload: [...payload] }),
  );
  let [largest, whole] = [0, 0];
  const video = { codec, payloadType: 96, clockRate: 90_000, parameterSets: [], fps: 0, control: '' };
  const pictures = new Pictures(video, ({ key }) => {
    if (key === null) return;
    whole++;
    largest = Math.max(largest, key.data.length);
  });
  bears(seeds, (mutant, run) => {
    // The sequence goes on, as an attacker's would.
    if (mutant.length >= 8) mutant.writeUInt16BE(run & 0xffff, 2);
    pictures.push(mutant, run);
  });
  expect(whole).toBeGreaterThan(0);
  expect(largest).toBeLessThan(2 * MAX_UNIT_BYTES);
});
