import { expect, test } from 'vitest';
import { Pictures, type Picture } from '../../../media/rtsp/pictures.ts';
import { payloads } from '../../fleet/packetize.ts';
import { rtpPacket } from '../rtp-packet.ts';

const SPS = Buffer.from('6742c016da0280bfe584000003000400000300783c58ba80', 'hex');
const PPS = Buffer.from('68ce3c80', 'hex');
const IDR = Buffer.concat([Buffer.from('65888040', 'hex'), Buffer.alloc(5000, 0xaa)]);
const P = Buffer.from('419a2100aabb', 'hex');
const B = Buffer.from('019e4100aabb', 'hex');
/** Recovery point, and an I slice that is no IDR. */
const SEI = Buffer.from('060601c480', 'hex');
const I = Buffer.from('41b8aabb', 'hex');
const START = Buffer.from('00000001', 'hex');
const H265_SETS = [
  '40010c01ffff01600000030090000003000003003fba0240',
  '42010101600000030090000003000003003fa005020171f2e5ba4a4c2e68080000030008000003007840',
  '4401c073c089',
].map((hex) => Buffer.from(hex, 'hex'));

const annexB = (...units: Buffer[]): Buffer => Buffer.concat(units.flatMap((unit) => [START, unit]));

interface Setup {
  codec?: 'H264' | 'H265';
  told?: Buffer[];
}

/** Sends pictures, each a list of payloads; `drop` says which packets are lost. */
function show(frames: readonly (readonly Buffer[])[], setup: Setup = {}, drop: readonly number[] = []): Picture[] {
  const { codec = 'H264', told: parameterSets = [] } = setup;
  const seen: Picture[] = [];
  const video = { codec, payloadType: 96, clockRate: 90_000, parameterSets, fps: 0, control: '' };
  const pictures = new Pictures(video, (picture) => seen.push(picture));
  let sequence = 65_530;
  for (const [index, frame] of frames.entries()) {
    for (const payload of frame) {
      const packet = rtpPacket({ sequence: sequence++, timestamp: 6000 * index, payload: [...payload] });
      if (!drop.includes(sequence - 65_531)) pictures.push(packet, index);
    }
  }
  pictures.flush();
  return seen;
}

test('aggregated sets and a slice in fragments are a keyframe', () => {
  const [key, second, third] = show([payloads([SPS, PPS], IDR, 'H264'), [P], [B]]);
  expect(key?.key?.data).toEqual(annexB(SPS, PPS, IDR));
  expect(key?.key?.format).toMatchObject({ width: 640, height: 360 });
  expect([second?.key, second?.bSlice, third?.bSlice]).toEqual([null, false, true]);
  expect([key?.timestamp, second?.timestamp, key?.at, second?.at]).toEqual([0, 6000, 0, 1]);
});

test('sets told in advance, or in a packet before, do as well', () => {
  expect(show([[IDR]], { told: [SPS, PPS] })[0]?.key?.data).toEqual(annexB(SPS, PPS, IDR));
  expect(show([[SPS, PPS], [IDR]])[0]?.key?.data).toEqual(annexB(SPS, PPS, IDR));
  expect(show([[IDR]])[0]?.key).toBeNull();
});

test('several sets of one type are all kept', () => {
  const other = Buffer.from('68ee3c80', 'hex');
  expect(show([[SPS, PPS, other, IDR]])[0]?.key?.data).toEqual(annexB(SPS, PPS, other, IDR));
});

test('without IDR: I slices where decoding may begin', () => {
  const told = [SPS, PPS];
  expect(show([[SEI, I]], { told })[0]?.key?.data).toEqual(annexB(SPS, PPS, SEI, I));
  expect(show([[I], [SEI, I, P]], { told }).map(({ key }) => key)).toEqual([null, null]);
});

test('what is only said to players is left out', () => {
  const remark = Buffer.concat([Buffer.from('0605ff', 'hex'), Buffer.alloc(300, 1)]);
  expect(show([[SPS, PPS, remark, IDR]])[0]?.key?.data).toEqual(annexB(SPS, PPS, IDR));
});

test('H.265', () => {
  const slice = Buffer.concat([Buffer.from('2601af', 'hex'), Buffer.alloc(4000, 0x55)]);
  const frames = [payloads(H265_SETS, slice, 'H265'), [Buffer.from('0201d0aa', 'hex')]];
  const [key, second] = show(frames, { codec: 'H265' });
  expect(key?.key?.data).toEqual(annexB(...H265_SETS, slice));
  expect(second?.key).toBeNull();
});

test('whatever packet of it is lost, a keyframe is not taken for whole', () => {
  const frames = [[P], payloads([SPS, PPS], IDR, 'H264'), [P]];
  const [, key] = frames;
  for (let lost = 1; lost <= (key?.length ?? 0); lost++) {
    expect(show(frames, { told: [SPS, PPS] }, [lost]).filter((one) => one.key !== null)).toEqual([]);
  }
  expect(show(frames).filter((one) => one.key !== null)).toHaveLength(1);
});

test('padding is cut off, and packets of others are none', () => {
  const seen: Picture[] = [];
  const video = { codec: 'H264', payloadType: 96, clockRate: 90_000, parameterSets: [SPS, PPS], fps: 0, control: '' };
  const pictures = new Pictures({ ...video, codec: 'H264' }, (picture) => seen.push(picture));
  const padded = rtpPacket({ payload: [...IDR, 0, 0, 3] });
  padded.writeUInt8(0xa0, 0);
  expect(pictures.push(padded, 0)).toBe(true);
  expect(pictures.push(rtpPacket({ payloadType: 97 }), 0)).toBe(false);
  expect(pictures.push(Buffer.alloc(5), 0)).toBe(false);
  pictures.flush();
  expect(seen[0]?.key?.data).toEqual(annexB(SPS, PPS, IDR));
});
