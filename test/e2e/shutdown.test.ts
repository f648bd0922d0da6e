import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startHub } from '../rig/hub-process.ts';
import { descendants, isAlive, pidsOf } from '../rig/processes.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, openWall, PATIENCE } from './wall.ts';

/** From SIGTERM to the end of the hub and all that it started, ms. */
const STOP_MS = 5_000;

let stage: Stage;
let channels: string[];

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 5 }, { clip: 6 }] });
  channels = [await addCamera(stage, stage.camera(0)), await addCamera(stage, stage.camera(1))];
});
afterAll(() => stage.close());

/** Two cameras are watched; returns the processes that the hub has for it. */
async function watched(): Promise<number[]> {
  await openWall(stage.page, stage.hub.url, channels, 4);
  for (const tile of [0, 1]) await awaitMoving(stage.page, tile, stage.camera(tile).clipNumber);
  // A third may be decoding the last keyframe for a poster.
  await expect.poll(() => pidsOf(stage.hub.pid, 'ffmpeg').length, { timeout: PATIENCE }).toBe(2);
  expect(pidsOf(stage.hub.pid, 'mediasoup-worker').length).toBeGreaterThan(0);
  return descendants(stage.hub.pid);
}

/** The same address and data again: the port is free, and nothing is lost. */
async function startAgain(): Promise<void> {
  stage.hub = await startHub({ again: stage.hub });
  for (const tile of [0, 1]) await awaitMoving(stage.page, tile, stage.camera(tile).clipNumber);
  const { body } = await stage.client.request('camera.list');
  expect(JSON.stringify(body)).toContain(channels[0]);
  expect(JSON.stringify(body)).toContain(channels[1]);
}

let started: number[];
beforeEach(async () => {
  started = await watched();
});

test('SIGTERM: gone within 5 s, with all that it started', async () => {
  const began = performance.now();
  await stage.hub.stop('SIGTERM');
  expect(performance.now() - began).toBeLessThan(STOP_MS);
  expect(started.filter(isAlive)).toEqual([]);
  await startAgain();
});

test('SIGKILL: nothing that it started survives', async () => {
  await stage.hub.stop('SIGKILL');
  await expect.poll(() => started.filter(isAlive), { timeout: STOP_MS }).toEqual([]);
  await startAgain();
});

test('the cameras are told that the sessions are over', async () => {
  await stage.hub.stop('SIGTERM');
  for (const { counters } of stage.fleet.cameras) {
    await expect.poll(() => counters.sessions, { timeout: PATIENCE }).toBe(0);
  }
  await startAgain();
});
