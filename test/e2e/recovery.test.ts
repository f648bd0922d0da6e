import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startHub } from '../rig/hub-process.ts';
import { pidsOf } from '../rig/processes.ts';
import { Viewer } from '../rig/viewer.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitCause, awaitMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

/** From a camera's end to its cause on the tile, ms. */
const CAUSE_MS = 5_000;
/** From its return to its picture, ms. */
const RETURN_MS = 3_000;
/** Least pause between two attempts at the beginning, ms: 1 s, less up to a half by chance. */
const LEAST_PAUSE_MS = 500;
/** Small enough that a tile of four and this viewer share the sub stream. */
const SMALL = 480;

let stage: Stage;
let channel: string;
const environment = { HUB_RELAY_IDLE_MS: '500', HUB_WORKERS: '1' };
const ffmpegs = (): number[] => pidsOf(stage.hub.pid, 'ffmpeg');

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 5 }], environment });
  channel = await addCamera(stage, stage.camera(0));
});
afterAll(() => stage.close());
/** Each journey has a relay of its own: one that has just failed waits longer before it tries again. */
beforeEach(async () => {
  await stage.page.goto('about:blank');
  await expect.poll(ffmpegs, { timeout: PATIENCE }).toEqual([]);
  await expect.poll(() => stage.camera(0).counters.sessions).toBe(0);
});

async function moving(): Promise<void> {
  await awaitTile(stage.page, 0, 'live');
  await awaitMoving(stage.page, 0, stage.camera(0).clipNumber);
}

test('two viewers share one pull, which ends when the last has left', async () => {
  const { page, hub, client } = stage;
  const { counters } = stage.camera(0);
  const before = counters.sessionsStarted;
  await openWall(page, hub.url, [channel], 4);
  await moving();
  const viewer = await Viewer.open(client);
  await viewer.watch(channel, SMALL);
  await viewer.nextPacket();
  expect(counters.sessions).toBe(1);
  expect(counters.sessionsStarted).toBe(before + 1);
  await expect.poll(ffmpegs, { timeout: PATIENCE }).toHaveLength(1);

  await page.locator('[data-tile="0"]').focus();
  await page.keyboard.press('Delete');
  await awaitTile(page, 0, 'empty');
  await viewer.nextPacket();
  await expect.poll(ffmpegs, { timeout: PATIENCE }).toHaveLength(1);
  await viewer.close();
  await expect.poll(ffmpegs, { timeout: PATIENCE }).toEqual([]);
  await expect.poll(() => counters.sessions).toBe(0);
});

test('a camera that dies says why, and its picture comes back with it', async () => {
  const { page, hub } = stage;
  const camera = stage.camera(0);
  await openWall(page, hub.url, [channel], 4);
  await moving();
  await camera.die();
  await awaitCause(page, 0, 'tcp', CAUSE_MS);
  await camera.revive();
  await awaitTile(page, 0, 'live', RETURN_MS);
  await moving();
});

test('a stream that stalls says so, and comes back', async () => {
  const { page, hub } = stage;
  await openWall(page, hub.url, [channel], 4);
  await moving();
  await stage.camera(0).setFault({ stream: 'stall' });
  await awaitCause(page, 0, 'no-packets', CAUSE_MS);
  await stage.camera(0).setFault({});
  await moving();
});

test('a camera that refuses every connection is not hammered', async () => {
  const { page, hub } = stage;
  const camera = stage.camera(0);
  await openWall(page, hub.url, [channel], 4);
  await moving();
  await camera.die();
  await camera.setFault({ rtsp: 'reset' });
  await camera.revive();
  // An attempt is three connections at most: a knock, ffmpeg's, and a look at why that failed.
  const connections = (): number => camera.counters.rtspConnections;
  const before = connections();
  await expect.poll(connections, { timeout: PATIENCE, interval: 10 }).toBeGreaterThan(before);
  const began = performance.now();
  await expect.poll(connections, { timeout: PATIENCE, interval: 10 }).toBeGreaterThan(before + 2 * 3);
  expect(performance.now() - began).toBeGreaterThan(2 * LEAST_PAUSE_MS);
  await awaitCause(page, 0, 'rtsp');

  await camera.setFault({});
  await moving();
});

test('ffmpeg killed by hand: the picture comes back by itself', async () => {
  const { page, hub } = stage;
  await openWall(page, hub.url, [channel], 4);
  await moving();
  const [pid] = ffmpegs();
  if (pid === undefined) throw new Error('no ffmpeg runs');
  process.kill(pid, 'SIGKILL');
  await expect.poll(ffmpegs, { timeout: PATIENCE }).not.toContain(pid);
  await expect.poll(ffmpegs, { timeout: PATIENCE }).toHaveLength(1);
  await moving();
});

test('mediasoup-worker killed by hand: it is replaced, and the picture comes back', async () => {
  const { page, hub } = stage;
  await openWall(page, hub.url, [channel], 4);
  await moving();
  const workers = (): number[] => pidsOf(hub.pid, 'mediasoup-worker');
  const [pid] = workers();
  if (pid === undefined) throw new Error('no worker runs');
  process.kill(pid, 'SIGKILL');
  await expect.poll(workers, { timeout: PATIENCE }).not.toContain(pid);
  await expect.poll(workers, { timeout: PATIENCE }).toHaveLength(1);
  await moving();
});

test('the connection of the page is cut: it comes back by itself', async () => {
  const page = await openPage(stage.browser);
  let cut = (): void => undefined;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    socket.connectToServer();
    cut = () => void socket.close({ code: 1001 });
  });
  await openWall(page, stage.hub.url, [channel], 4);
  await awaitMoving(page, 0, stage.camera(0).clipNumber);
  const again = page.waitForEvent('websocket', { timeout: PATIENCE }).catch(() => null);
  cut();
  await again;
  await awaitTile(page, 0, 'live');
  await awaitMoving(page, 0, stage.camera(0).clipNumber);
  await page.close();
});

test('the hub is started again: the page comes back by itself', async () => {
  const { page } = stage;
  await openWall(page, stage.hub.url, [channel], 4);
  await moving();
  await stage.hub.stop();
  await page.locator('.banner').waitFor();
  stage.hub = await startHub({ environment, again: stage.hub });
  await page.locator('.banner').waitFor({ state: 'detached' });
  await moving();
});
