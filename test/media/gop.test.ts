import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gop, MAX_REPLAY_PACKETS } from '../../media/gop.ts';
import { PAYLOADS, rtpPacket, sequenceOf } from './rtp-packet.ts';

const key = (sequence: number, timestamp: number): Buffer => rtpPacket({ sequence, timestamp, payload: PAYLOADS.sps });
const slice = (sequence: number, timestamp: number): Buffer => rtpPacket({ sequence, timestamp });

test('nothing is kept before the first keyframe', () => {
  const gop = new Gop(10_000);
  expect(gop.push(slice(1, 1))).toBe(false);
  expect(gop.packets).toEqual([]);
  expect(gop.push(key(2, 2))).toBe(true);
  expect(gop.push(slice(3, 3))).toBe(false);
  expect(gop.packets.map(sequenceOf)).toEqual([2, 3]);
});

test('a keyframe that tells its SPS twice begins once; the next one begins anew', () => {
  const gop = new Gop(10_000);
  expect([gop.push(key(1, 5)), gop.push(key(2, 5)), gop.push(slice(3, 5))]).toEqual([true, false, false]);
  expect(gop.packets.map(sequenceOf)).toEqual([1, 2, 3]);
  expect(gop.push(key(4, 6))).toBe(true);
  expect(gop.packets.map(sequenceOf)).toEqual([4]);
});

test('too many bytes or packets: nothing up to the next keyframe', () => {
  const small = new Gop(100);
  small.push(key(1, 1));
  for (let n = 2; n < 20; n++) small.push(slice(n, n));
  expect([small.packets.length, small.bytes]).toEqual([0, 0]);
  small.push(key(20, 20));
  expect(small.packets.length).toBe(1);

  const long = new Gop(10_000_000);
  long.push(key(0, 0));
  for (let n = 1; n < MAX_REPLAY_PACKETS; n++) long.push(slice(n, n));
  expect(long.packets.length).toBe(MAX_REPLAY_PACKETS);
  long.push(slice(MAX_REPLAY_PACKETS, 1));
  expect(long.packets.length).toBe(0);
});

test('clear forgets, also that there was a keyframe', () => {
  const gop = new Gop(10_000);
  gop.push(key(1, 1));
  gop.clear();
  gop.push(slice(2, 2));
  expect(gop.packets).toEqual([]);
  // The next source may begin with the same timestamp.
  expect(gop.push(key(3, 1))).toBe(true);
});

test('find gives back what is kept, across the wrap, and nothing else', () => {
  fc.assert(
    fc.property(fc.nat(65535), fc.integer({ min: 1, max: 60 }), fc.nat(65535), (first, length, other) => {
      const gop = new Gop(1_000_000);
      gop.push(key(first, 0));
      for (let n = 1; n < length; n++) gop.push(slice(first + n, n));
      for (let n = 0; n < length; n++) {
        const sequence = (first + n) & 0xffff;
        expect(gop.find(sequence)?.readUInt16BE(2)).toBe(sequence);
      }
      const kept = ((other - first) & 0xffff) < length;
      expect(gop.find(other) !== undefined).toBe(kept);
    }),
  );
});
