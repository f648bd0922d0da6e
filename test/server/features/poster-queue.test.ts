import { expect, test } from 'vitest';
import { PosterQueue } from '../../../server/features/watch/poster-queue.ts';

const frame = (text: string) => ({ data: Buffer.from(text), masks: [] });

/** Decodes to what it was given. */
function queue(): { queue: PosterQueue; batches: string[][] } {
  const batches: string[][] = [];
  const decode = (frames: readonly { data: Buffer }[]): Promise<Buffer[]> => {
    batches.push(frames.map(({ data }) => data.toString()));
    return Promise.resolve(frames.map(({ data }) => data));
  };
  return { queue: new PosterQueue(decode), batches };
}

test('what is asked for is decoded at once, together with all that waits; what nobody wants any more is not', async () => {
  const { queue: one, batches } = queue();
  const calm = one.add(frame('calm'), () => true);
  const stale = one.add(frame('stale'), () => false);
  const asked = one.add(frame('asked'), () => true);
  asked.hurry();
  asked.hurry();
  expect((await asked.jpeg)?.toString()).toBe('asked');
  expect((await calm.jpeg)?.toString()).toBe('calm');
  expect(await stale.jpeg).toBeNull();
  asked.hurry();
  expect(batches).toEqual([['calm', 'asked']]);
  await one.close();
});

test('many are decoded in several batches; a failure is no picture, and spoils no later one', async () => {
  const sizes: number[] = [];
  const one = new PosterQueue((frames) => {
    sizes.push(frames.length);
    return sizes.length === 1
      ? Promise.reject(new Error('no process'))
      : Promise.resolve(frames.map(({ data }) => data));
  });
  const made = Array.from({ length: 40 }, (_, at) => one.add(frame(String(at)), () => true));
  made[0]?.hurry();
  const jpegs = await Promise.all(made.map(({ jpeg }) => jpeg));
  expect(sizes).toEqual([32, 8]);
  expect(jpegs.filter((jpeg) => jpeg !== null)).toHaveLength(8);
  await one.close();
});

test('a queue that closes gives up what waits', async () => {
  const { queue: one, batches } = queue();
  const { jpeg } = one.add(frame('late'), () => true);
  await one.close();
  expect(await jpeg).toBeNull();
  expect(batches).toEqual([]);
});
