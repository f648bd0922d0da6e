import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloadOffset, Rewriter, sequenceDistance, startsKeyframe } from '../../media/rtp.ts';
import { PAYLOADS, rtpPacket, sequenceOf } from './rtp-packet.ts';

describe('startsKeyframe', () => {
  test.each([
    ['sps', true],
    ['stapA', true],
    ['fuStart', true],
    ['fuEnd', false],
    ['slice', false],
    // mediasoup lets nobody begin at an IDR slice that no SPS precedes.
    ['idr', false],
  ] as const)('%s: %s', (name, expected) => {
    expect(startsKeyframe(rtpPacket({ payload: PAYLOADS[name] }))).toBe(expected);
  });

  test('an SPS behind another unit of an aggregate counts', () => {
    expect(startsKeyframe(rtpPacket({ payload: [0x78, 0, 2, 0x09, 0xf0, 0, 2, 0x67, 0x42] }))).toBe(true);
  });

  test('contributing sources and an extension are passed over', () => {
    const packet = rtpPacket({ payload: PAYLOADS.sps });
    const extended = Buffer.concat([packet.subarray(0, 12), Buffer.from([0, 0, 0, 9, 1, 2, 0, 1, 0, 0, 0, 0])]);
    extended.writeUInt8(0x91, 0);
    expect(startsKeyframe(Buffer.concat([extended, packet.subarray(12)]))).toBe(true);
    expect(startsKeyframe(extended)).toBe(false);
  });

  test('any cut of a packet, and any garbage, is answered without an error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(PAYLOADS)), fc.nat(30), (payload, length) => {
        expect(typeof startsKeyframe(rtpPacket({ payload }).subarray(0, length))).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const offset = payloadOffset(Buffer.from(bytes));
        expect(offset === null || offset < bytes.length).toBe(true);
        expect(typeof startsKeyframe(Buffer.from(bytes))).toBe('boolean');
      }),
    );
  });
});

test('sequenceDistance goes the short way round', () => {
  expect(sequenceDistance(65535, 0)).toBe(1);
  expect(sequenceDistance(0, 65535)).toBe(-1);
  fc.assert(
    fc.property(fc.nat(65535), fc.integer({ min: -32768, max: 32767 }), (from, step) => {
      expect(sequenceDistance(from, (from + step) & 0xffff)).toBe(step);
    }),
  );
});

describe('Rewriter', () => {
  const options = { ssrc: 1000, payloadType: 96, clockRate: 90_000 };

  test('whatever sources follow each other, they look like one stream', () => {
    const source = fc.record({
      sequence: fc.nat(65535),
      timestamp: fc.nat(0xffffffff),
      length: fc.integer({ min: 1, max: 40 }),
      outageMs: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), (sources) => {
        const rewriter = new Rewriter(options);
        let now = 0;
        let last: { sequence: number; timestamp: number } | null = null;
        for (const { sequence, timestamp, length, outageMs } of sources) {
          rewriter.restart();
          now += outageMs;
          for (let index = 0; index < length; index++, now += 40) {
            const packet = rtpPacket({ sequence: sequence + index, timestamp: timestamp + index * 3600, ssrc: 5 });
            rewriter.rewrite(packet, now);
            expect([packet.readUInt32BE(8), packet.readUInt8(1)]).toEqual([1000, 96]);
            const next = { sequence: sequenceOf(packet), timestamp: packet.readUInt32BE(4) };
            if (last !== null) {
              expect(sequenceDistance(last.sequence, next.sequence)).toBe(1);
              const step = (next.timestamp - last.timestamp) >>> 0;
              // The time of an outage passes in the stream, too.
              expect(step).toBe(index === 0 ? Math.max(1, (outageMs + 40) * 90) : 3600);
            }
            last = next;
          }
        }
      }),
    );
  });

  test('the marker stays; a gap and a late packet within a source stay what they are', () => {
    const rewriter = new Rewriter(options);
    const sequences = [10, 13, 11, 14].map((sequence) => {
      const packet = rtpPacket({ sequence, marker: sequence === 13 });
      rewriter.rewrite(packet, 0);
      expect(packet.readUInt8(1) >> 7).toBe(sequence === 13 ? 1 : 0);
      return sequenceOf(packet);
    });
    expect(sequences).toEqual([10, 13, 11, 14]);
    rewriter.restart();
    const next = rtpPacket({ sequence: 60_000 });
    rewriter.rewrite(next, 0);
    expect(sequenceOf(next)).toBe(15);
  });
});
