import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnnexB } from './annexb.ts';
import { payloads } from './packetize.ts';

const nal = (head: number[]): fc.Arbitrary<Buffer> =>
  fc
    .uint8Array({ minLength: 1, maxLength: 9000 })
    .map((bytes) => Buffer.concat([Buffer.from(head), Buffer.from(bytes).map((byte) => byte | 1)]));

test.each([
  ['H264', [0x65], 2, 1],
  ['H265', [0x26, 0x01], 3, 2],
] as const)('%s: pictures of any size fit their packets and come whole out of them', (codec, head, extra, header) => {
  fc.assert(
    fc.property(nal([...head]), (slice) => {
      const parts = payloads([], slice, codec);
      expect(parts.every((part) => part.length <= 1388)).toBe(true);
      if (parts.length === 1) {
        expect(parts[0]).toEqual(slice);
        return;
      }
      expect(Buffer.concat(parts.map((part) => part.subarray(extra)))).toEqual(slice.subarray(header));
      const flags = parts.map((part) => (part[extra - 1] ?? 0) & 0xc0);
      expect(flags).toEqual(parts.map((_, i) => (i === 0 ? 0x80 : i === parts.length - 1 ? 0x40 : 0)));
    }),
  );
});

test('presentation order of B-frames is found from the references', () => {
  const start = Buffer.from([0, 0, 0, 1]);
  // I, P b b, P b: shown I b b P b P.
  const heads = [0x65, 0x41, 0x01, 0x01, 0x41, 0x01];
  const stream = Buffer.concat(heads.flatMap((head) => [start, Buffer.from([head, 0x99])]));
  expect(parseAnnexB(stream, 'H264').units.map(({ shown }) => shown)).toEqual([0, 3, 1, 2, 5, 4]);
});
