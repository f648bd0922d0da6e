import { expect, test } from 'vitest';
import { Backoff } from '../../media/backoff.ts';

test('it doubles up to the limit, each time between half and all of it', () => {
  const backoff = new Backoff(1000, 60_000);
  for (let n = 0; n < 60; n++) {
    const full = Math.min(60_000, 1000 * 2 ** n);
    const pause = backoff.next();
    expect(pause).toBeGreaterThanOrEqual(full / 2);
    expect(pause).toBeLessThanOrEqual(full);
  }
  backoff.reset();
  expect(backoff.next()).toBeLessThanOrEqual(1000);
});

test('two relays do not knock in step', () => {
  const pauses = new Set(Array.from({ length: 20 }, () => new Backoff(1000, 60_000).next()));
  expect(pauses.size).toBeGreaterThan(10);
});
