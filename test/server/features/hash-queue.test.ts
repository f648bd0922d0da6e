import { expect, test } from 'vitest';
import { HubError } from '../../../server/errors.ts';
import { HashQueue } from '../../../server/features/session/hash-queue.ts';
import { Lanes } from '../../../server/features/session/lanes.ts';

function codeOf(error: unknown): string {
  return error instanceof HubError ? error.code : String(error);
}

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

test('the least suspicious first, and among equals who came first', async () => {
  const queue = new HashQueue();
  const works = new Works();
  const run = (name: string, suspicion: number): void => void queue.run(suspicion, works.of(name));
  run('a', 0);
  run('b', 7);
  run('failed-5', 5);
  run('failed-1', 1);
  run('new', 0);
  run('newer', 0);
  run('known', -1);
  expect(works.begun).toEqual(['a', 'b']);
  for (const name of ['a', 'b', 'known', 'new', 'newer']) await works.end(name);
  // Of those who have failed, one at a time: the other place is kept for who has not.
  expect(works.begun).toEqual(['a', 'b', 'known', 'new', 'newer', 'failed-1']);
  await works.end('failed-1');
  expect(works.begun).toEqual(['a', 'b', 'known', 'new', 'newer', 'failed-1', 'failed-5']);
});

test('however many stand in line, who has not failed is let in, and the most suspicious is sent away', async () => {
  const queue = new HashQueue();
  const works = new Works();
  const refused: string[] = [];
  const run = (name: string, suspicion: number): void =>
    void queue.run(suspicion, works.of(name)).catch((error: unknown) => {
      refused.push(`${name} ${codeOf(error)}`);
    });
  for (let index = 0; index < 102; index++) run(`${index}`, index === 50 ? 9 : 3);
  run('honest', 0);
  run('guesser', 4);
  await new Promise(setImmediate);
  expect(refused).toEqual(['50 session.delayed', 'guesser session.delayed']);
  expect(works.begun).toEqual(['0', 'honest']);
  await works.end('0');
  expect(works.begun).toEqual(['0', 'honest', '1']);
  queue.close();
  await new Promise(setImmediate);
  expect(refused).toHaveLength(2 + 99);
  expect(refused.at(-1)).toBe('101 server.closing');
});

test('hashing that fails makes room for the next', async () => {
  const queue = new HashQueue();
  for (let index = 0; index < 3; index++) {
    await expect(queue.run(0, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  }
  expect(await queue.run(0, () => Promise.resolve('done'))).toBe('done');
});

test('attempts of one address one after the other, those of another beside them', async () => {
  const lanes = new Lanes();
  const works = new Works();
  const codes: string[] = [];
  const run = (address: string, name: string): void =>
    void lanes.run(address, works.of(name)).catch((error: unknown) => codes.push(codeOf(error)));
  for (let index = 0; index < 12; index++) run('a', `a${index}`);
  run('b', 'b0');
  await new Promise(setImmediate);
  expect(works.begun).toEqual(['a0', 'b0']);
  expect(codes).toEqual(Array.from({ length: 3 }, () => 'session.delayed'));
  await works.end('a0');
  expect(works.begun).toEqual(['a0', 'b0', 'a1']);

  const closed = lanes.close();
  await works.end('b0');
  await works.end('a1');
  await closed;
  expect(works.begun).toEqual(['a0', 'b0', 'a1']);
  expect(codes.slice(3)).toEqual(Array.from({ length: 7 }, () => 'server.closing'));
});
