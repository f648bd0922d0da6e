import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRtcp } from '../../media/rtcp.ts';
import { nack, pli } from './rtp-packet.ts';

/** A receiver report without blocks. */
const REPORT = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]);

test('PLI and FIR ask for a keyframe, a report asks for nothing', () => {
  const fir = Buffer.from([0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 232, 7, 0, 0, 0]);
  expect(readRtcp(pli(77))).toEqual({ keyframes: [77], lost: [] });
  expect(readRtcp(fir)).toEqual({ keyframes: [1000], lost: [] });
  expect(readRtcp(REPORT)).toEqual({ keyframes: [], lost: [] });
});

test('a NACK names its first packet and those of its mask, across the wrap', () => {
  const sequences = readRtcp(nack([[65535, 0b1000_0000_0000_0101]], 42)).lost;
  expect(sequences.map(({ sequence }) => sequence)).toEqual([65535, 0, 2, 15]);
  expect(new Set(sequences.map(({ ssrc }) => ssrc))).toEqual(new Set([42]));
});

test('all parts of a compound packet are read', () => {
  const { keyframes, lost } = readRtcp(Buffer.concat([REPORT, nack([[5, 0]]), pli(), nack([[9, 1]])]));
  expect(keyframes).toEqual([1000]);
  expect(lost.map(({ sequence }) => sequence)).toEqual([5, 9, 10]);
});

test('cut off or garbled, it is passed over without an error', () => {
  const whole = Buffer.concat([REPORT, nack([[5, 0xffff]]), pli()]);
  for (let length = 0; length < whole.length; length++) {
    expect(readRtcp(whole.subarray(0, length)).keyframes).toEqual([]);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { lost } = readRtcp(Buffer.from(bytes));
      expect(lost.length).toBeLessThanOrEqual((bytes.length / 4) * 17);
    }),
  );
});
