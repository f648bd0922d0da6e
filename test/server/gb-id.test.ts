import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGbId, MAX_SERIAL, toGbId } from '../../server/gb-id.ts';

test('twenty digits: centre, industry, type, network, serial', () => {
  expect(toGbId('610923', 1)).toBe('61092300011326000001');
  expect(toGbId('610923106201', 42)).toBe('61092310011326000042');
  expect(() => toGbId('61x', 1)).toThrow(RangeError);
  for (const serial of [0, MAX_SERIAL + 1, 1.5]) expect(() => toGbId('610923', serial)).toThrow(RangeError);
});

test('every id that is given is one, and no two are the same', () => {
  fc.assert(
    fc.property(
      fc.nat(99_999_999),
      fc.uniqueArray(fc.integer({ min: 1, max: MAX_SERIAL }), { minLength: 2 }),
      (code, serials) => {
        const ids = serials.map((serial) => toGbId(String(code), serial));
        expect(ids.every(isGbId)).toBe(true);
        expect(new Set(ids).size).toBe(serials.length);
      },
    ),
  );
});

test(
  '100,000 mutated ids: none is taken that has another length, other signs or another type',
  { timeout: 120_000 },
  () => {
    const good = toGbId('610923', 7);
    fc.assert(
      fc.property(fc.nat(20), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }), (at, length, put) => {
        const id = good.slice(0, at) + put + good.slice(at + length);
        const isRight = id.length === 20 && id.search(/[^0-9]/) === -1 && /^13[12]$/.test(id.slice(10, 13));
        if (isGbId(id) !== isRight) throw new Error(JSON.stringify(id));
      }),
      { numRuns: 100_000 },
    );
  },
);
