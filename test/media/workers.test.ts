import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { workerBin } from 'mediasoup';
import { afterEach, expect, test } from 'vitest';
import { Workers } from '../../media/workers.ts';

let workers: Workers | null = null;

afterEach(async () => {
  await workers?.close();
  workers = null;
});

async function create(count: number): Promise<Workers> {
  workers = await Workers.create({ count, binary: workerBin, listenHost: '127.0.0.1', firstPort: 0 });
  return workers;
}

test('places go to the least loaded worker and are given back once', async () => {
  const pool = await create(2);
  const [first, second, third] = [pool.enter(), pool.enter(), pool.enter()];
  expect(new Set([first?.room.id, second?.room.id]).size).toBe(2);
  second?.leave();
  second?.leave();
  third?.leave();
  expect(pool.enter()?.room.id).toBe(second?.room.id);
  expect(pool.rtpCapabilities.codecs?.map(({ mimeType }) => mimeType)).toContain('video/H264');
});

test('a dead worker closes its room and is replaced; the other goes on', async () => {
  const pool = await create(2);
  const [place, other] = [pool.enter(), pool.enter()];
  const [victim = 0, survivor] = pool.pids;
  const [died, replaced] = [once(pool, 'died'), once(pool, 'replaced')];
  process.kill(victim, 'SIGKILL');
  expect(await died).toEqual([{ pid: victim }]);
  const rooms = [place?.room.closed, other?.room.closed];
  expect(rooms.filter(Boolean).length).toBe(1);
  expect(pool.complete).toBe(false);
  expect(pool.enter()?.room.closed).toBe(false);
  const [{ pid }] = (await replaced) as [{ pid: number }];
  expect(pool.pids.sort()).toEqual([survivor, pid].sort());
  expect(pool.complete).toBe(true);
  const peer = await pool.enter()?.room.peer('somebody');
  expect(peer?.transportOptions.iceCandidates.length).toBeGreaterThan(0);
});

test('without any worker there is no place, until one is back', async () => {
  const pool = await create(1);
  const [died, replaced] = [once(pool, 'died'), once(pool, 'replaced')];
  process.kill(pool.pids[0] ?? 0, 'SIGKILL');
  await died;
  expect(pool.enter()).toBeNull();
  await replaced;
  expect(pool.enter()?.room.closed).toBe(false);
});

test('one peer per id, made anew when it is closed', async () => {
  const room = (await create(1)).enter()?.room;
  const [one, same] = await Promise.all([room?.peer('a'), room?.peer('a')]);
  expect(same).toBe(one);
  one?.close();
  expect(one?.closed).toBe(true);
  const next = await room?.peer('a');
  expect([next === one, next?.closed]).toEqual([false, false]);
});

test('closing leaves no process, also while a worker is being replaced', async () => {
  const pool = await create(2);
  const pids = pool.pids;
  const died = once(pool, 'died');
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await died;
  await pool.close();
  expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(pool.pids).toEqual([]);
});

test('a program that does not run fails the start', async () => {
  const options = { count: 1, listenHost: '127.0.0.1', firstPort: 0 };
  await expect(Workers.create({ ...options, binary: '/bin/false' })).rejects.toThrow();
});

test('what is made on the workers counts until it is closed, or its worker dies', async () => {
  const pool = await create(2);
  const empty = pool.counts;
  expect(empty.routers).toBe(2);
  const peer = await pool.enter()?.room.peer('somebody');
  expect(pool.counts.transports).toBeGreaterThan(empty.transports);
  peer?.close();
  expect(pool.counts).toEqual(empty);
  const died = once(pool, 'died');
  process.kill(pool.pids[0] ?? 0, 'SIGKILL');
  await died;
  expect(pool.counts.routers).toBe(1);
});
