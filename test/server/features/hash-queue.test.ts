import { expect, test } from 'vitest';
import { HubError } from '../../../server/errors.ts';
import { HashQueue } from '../../../server/features/session/hash-queue.ts';

/** Work that ends when it is told to; keeps the order in which it was begun. */
class Works {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();

  of(name: string): () => Promise<void> {
    return () => {
      this.begun.push(name);
      return new Promise((resolve) => this.#ends.set(name, resolve));
    };
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await new Promise(setImmediate);
  }
}

test('one at a time of an address, addresses in turn, known users first', async () => {
  const queue = new HashQueue();
  const works = new Works();
  const run = (address: string, name: string, isKnown = false): void =>
    void queue.run(address, isKnown, works.of(name));
  for (const name of ['a1', 'a2', 'a3']) run('a', name);
  for (const name of ['b1', 'b2']) run('b', name);
  run('c', 'c1');
  run('d', 'd1', true);
  expect(works.begun).toEqual(['a1', 'b1']);
  await works.end('a1');
  expect(works.begun.at(-1)).toBe('d1');
  await works.end('b1');
  await works.end('d1');
  await works.end('a2');
  await works.end('b2');
  await works.end('c1');
  expect(works.begun).toEqual(['a1', 'b1', 'd1', 'a2', 'b2', 'c1', 'a3']);
});

test('an address that sends too many is refused before any work, and others are not', async () => {
  const queue = new HashQueue();
  const works = new Works();
  const codes: string[] = [];
  const run = (address: string, name: string): Promise<void> =>
    queue.run(address, false, works.of(name)).catch((error: unknown) => {
      codes.push(error instanceof HubError ? error.code : String(error));
    });
  for (let index = 0; index < 10; index++) void run('a', `a${index}`);
  void run('b', 'b0');
  await new Promise(setImmediate);
  expect(codes).toEqual(Array.from({ length: 5 }, () => 'session.delayed'));
  expect(works.begun).toEqual(['a0', 'b0']);
});

test('however many addresses stand in line, a known user is let in', async () => {
  const queue = new HashQueue();
  const works = new Works();
  let refused = 0;
  for (let index = 0; index < 150; index++) {
    void queue.run(`10.0.0.${index}`, false, works.of(`${index}`)).catch(() => refused++);
  }
  void queue.run('known', true, works.of('known'));
  await new Promise(setImmediate);
  expect(refused).toBe(48);
  await works.end('0');
  expect(works.begun).toEqual(['0', '1', 'known']);
});

test('work that fails makes room for the next', async () => {
  const queue = new HashQueue();
  const failed = queue.run('a', false, () => Promise.reject(new Error('broken')));
  const next = queue.run('a', false, () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
