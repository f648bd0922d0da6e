import { expect, test } from 'vitest';
import { Turns } from '../../web/media/turns.ts';

test('of many the first goes alone; when it is there the others go together', async () => {
  const turns = new Turns();
  const begun: string[] = [];
  const first = Promise.withResolvers<string>();
  const taken = ['a', 'b', 'c'].map((name) =>
    turns.take(() => {
      begun.push(name);
      return name === 'a' ? first.promise : Promise.resolve(name);
    }),
  );
  expect(begun).toEqual(['a']);
  first.resolve('a');
  expect(await Promise.all(taken)).toEqual(['a', 'b', 'c']);
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('one that fails, or never ends, holds nobody up', async () => {
  const turns = new Turns();
  const failed = turns.take(() => Promise.reject(new Error('refused')));
  const next = turns.take(() => Promise.resolve('next'));
  await expect(failed).rejects.toThrow('refused');
  expect(await next).toBe('next');
  const stuck = turns.take(() => new Promise<never>(() => undefined));
  expect(await turns.take(() => Promise.resolve('after'))).toBe('after');
  expect(await Promise.race([stuck, Promise.resolve('still waiting')])).toBe('still waiting');
});
