import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_TARGETS, parseTargets } from '../../../media/onvif/targets.ts';

const toNumber = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
const toText = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

it('reads addresses, ranges and blocks, each address once', () => {
  expect(parseTargets(['10.0.0.1', ' ', '10.0.0.1 - 10.0.0.3', '10.1.1.77/30'])).toEqual([
    '10.0.0.1',
    '10.0.0.2',
    '10.0.0.3',
    '10.1.1.77',
    '10.1.1.78',
  ]);
  expect(parseTargets(['10.0.0.6/31', '10.0.0.9/32'])).toEqual(['10.0.0.6', '10.0.0.7', '10.0.0.9']);
  expect(parseTargets(['255.255.255.254-255.255.255.255'])).toHaveLength(2);
  expect(parseTargets(['10.2.0.0/20'])).toHaveLength(MAX_TARGETS - 2);
});

it.each([
  '10.0.0',
  '10.0.0.256',
  '10.0.0.01',
  'camera',
  '10.0.0.1/33',
  '10.0.0.1/',
  '10.0.0.1/x',
  '10.0.0.1-',
  '-',
  '10.0.0.9-10.0.0.1',
  '0.0.0.0/0',
  '10.0.0.0/19',
  '::1',
  '1e1.0.0.1',
])('names the wrong part %s', (part) => {
  expect(() => parseTargets(['10.0.0.1', part])).toThrow(RangeError);
  expect(() => parseTargets(['10.0.0.1', part])).toThrow(part);
});

it('caps all parts together', () => {
  expect(() => parseTargets(['10.0.0.0/21', '10.1.0.0/21', '10.2.0.1-10.2.0.9'])).toThrow('10.2.0.1-10.2.0.9');
});

it('gives every address of any range, in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 0, max: MAX_TARGETS - 1 }),
      (first, more) => {
        const last = Math.min(first + more, 0xffffffff);
        const addresses = parseTargets([`${toText(first)}-${toText(last)}`]);
        expect(addresses.map(toNumber)).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
      },
    ),
    { numRuns: 50 },
  );
});

it('gives the hosts of any block, whichever of its addresses names it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 20, max: 32 }), (address, length) => {
      const size = 2 ** (32 - length);
      const network = address - (address % size);
      const addresses = parseTargets([`${toText(address)}/${length}`]).map(toNumber);
      expect(addresses).toHaveLength(size <= 2 ? size : size - 2);
      expect(addresses.every((each) => each >= network && each < network + size)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('throws nothing but RangeError, whatever is typed', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', '1', '2', '5', '.', '/', '-', ' ') }));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
      try {
        expect(parseTargets(texts).length).toBeLessThanOrEqual(MAX_TARGETS);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});
