import { expect, test } from 'vitest';
import { backoff } from '../../web/media/backoff.ts';

const options = { first: 1_000, most: 30_000 };

test('doubles up to the longest wait', () => {
  expect([0, 1, 2, 5, 100].map((attempt) => backoff(attempt, options, 0))).toEqual([
    1_000, 2_000, 4_000, 30_000, 30_000,
  ]);
});

test('chance takes off a half at most', () => {
  expect(backoff(1, options, 1)).toBe(1_000);
  for (let turn = 0; turn < 100; turn++) {
    const wait = backoff(3, options);
    expect(wait).toBeGreaterThanOrEqual(4_000);
    expect(wait).toBeLessThanOrEqual(8_000);
  }
});
