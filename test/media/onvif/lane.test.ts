import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Lane } from '../../../media/onvif/ptz/lane.ts';

/** A device whose answers come when the test says so. */
class SlowDevice {
  readonly got: string[] = [];
  readonly answers: (() => void)[] = [];

  send(what: string, signal?: AbortSignal): Promise<void> {
    this.got.push(what);
    return new Promise((resolve, reject) => {
      this.answers.push(resolve);
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  }
}

/** All that could happen by itself has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('sends one command at a time, and of those that wait only the latest', async () => {
  const lane = new Lane();
  const device = new SlowDevice();
  const done = ['a', 'b', 'c', 'd'].map((what) => lane.run((signal) => device.send(what, signal)));
  await settled();
  expect(device.got).toEqual(['a']);
  device.answers[0]?.();
  await settled();
  expect(device.got).toEqual(['a', 'd']);
  device.answers[1]?.();
  expect(await Promise.all(done)).toEqual([true, false, false, true]);
});

it('stops while a command is under way, drops what waits, and stops again when it is over', async () => {
  const lane = new Lane();
  const device = new SlowDevice();
  const moving = [lane.run((signal) => device.send('a', signal)), lane.run((signal) => device.send('b', signal))];
  await settled();
  const stopping = lane.stop(() => device.send('stop'));
  expect(device.got).toEqual(['a', 'stop']);
  device.answers[1]?.();
  await settled();
  expect(device.got).toEqual(['a', 'stop', 'stop']);
  device.answers[2]?.();
  await stopping;
  expect(await Promise.all(moving)).toEqual([false, false]);
});

it('throws what a command or a stop throws, and goes on', async () => {
  const lane = new Lane();
  await expect(lane.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(lane.stop(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await lane.run(() => Promise.resolve())).toBe(true);
});

it('ends with a stop whenever a stop was asked for last', async () => {
  const acts = fc.array(fc.constantFrom('move', 'stop', 'answer'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const lane = new Lane();
      const device = new SlowDevice();
      const all: Promise<unknown>[] = [];
      for (const act of [...list, 'stop']) {
        if (act === 'move') all.push(lane.run((signal) => device.send('move', signal)));
        else if (act === 'stop') all.push(lane.stop(() => device.send('stop')));
        else device.answers.shift()?.();
        if (act === 'answer') await settled();
      }
      const ended = Promise.all(all);
      for (let rest = list.length * 2 + 4; rest > 0; rest--) {
        for (const answer of device.answers.splice(0)) answer();
        await settled();
      }
      await ended;
      expect(device.got.at(-1)).toBe('stop');
    }),
    { numRuns: 200 },
  );
});
