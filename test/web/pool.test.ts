import { expect, test } from 'vitest';
import { Pool } from '../../web/media/pool.ts';

test('what is given back is lent again: there are as many as were in use at once', () => {
  const pool = new Pool(() => ({}));
  for (let page = 0; page < 500; page++) {
    const taken = Array.from({ length: 16 }, () => pool.take());
    expect(new Set(taken).size).toBe(16);
    expect(pool.lent).toBe(16);
    for (const one of taken) pool.give(one);
  }
  expect(pool.made).toBe(16);
  expect(pool.lent).toBe(0);
});

test('one given back twice is lent once', () => {
  const pool = new Pool(() => ({}));
  const one = pool.take();
  pool.give(one);
  pool.give(one);
  expect(pool.take()).toBe(one);
  expect(pool.take()).not.toBe(one);
});
