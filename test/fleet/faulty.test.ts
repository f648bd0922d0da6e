import { expect, test } from 'vitest';
import { faultOf, KINDS } from './faulty.ts';

test('3 % of 2,000 cameras are faulty, spread evenly, in every way', () => {
  const faults = Array.from({ length: 2000 }, (_, i) => faultOf(i, 3));
  const faulty = faults.flatMap((fault, i) => (fault ? [i] : []));
  expect(faulty).toHaveLength(60);
  const gaps = faulty.slice(1).map((index, i) => index - (faulty[i] ?? 0));
  expect(gaps.every((gap) => gap === 33 || gap === 34)).toBe(true);
  expect(new Set(faults.flatMap((fault) => (fault ? [JSON.stringify(fault)] : []))).size).toBe(KINDS.length);
  expect(faults).toEqual(Array.from({ length: 2000 }, (_, i) => faultOf(i, 3)));
});

test('none and all', () => {
  expect(Array.from({ length: 100 }, (_, i) => faultOf(i, 0)).every((fault) => fault === null)).toBe(true);
  expect(Array.from({ length: 100 }, (_, i) => faultOf(i, 100)).every((fault) => fault !== null)).toBe(true);
});
