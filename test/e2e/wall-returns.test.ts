import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { protocols } from '../../scripts/bench/wall/flow.ts';
import { Line } from '../rig/line.ts';
import { startHub } from '../rig/hub-process.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, openWall } from './wall.ts';

const TILES = 4;
/** Bounded, and no promise: what is promised is measured by `npm run bench`. ms */
const LONG = 45_000;
const TIMEOUT = { timeout: 180_000 };

let stage: Stage;
let line: Line;
let channels: string[];

beforeAll(async () => {
  line = await Line.open();
  const cameras = Array.from({ length: TILES }, () => ({ clip: 5 }));
  stage = await setStage({ cameras, environment: { ...line.environment, HUB_RELAY_IDLE_MS: '500' } });
  channels = [];
  for (const camera of stage.fleet.cameras) channels.push(await addCamera(stage, camera));
}, TIMEOUT.timeout);
afterAll(async () => {
  await stage.close();
  line.close();
});

async function allMoving(page: Page, deadline = LONG): Promise<void> {
  for (let tile = 0; tile < TILES; tile++) {
    await awaitTile(page, tile, 'live', deadline);
    await awaitMoving(page, tile, stage.camera(tile).clipNumber, deadline);
  }
}

/** Printed, and not judged: two shared cores may be busy. */
function tell(what: string, since: number): void {
  process.stdout.write(`all ${TILES} tiles move ${Math.round(performance.now() - since)} ms after ${what}\n`);
}

test('the hub is killed: when it listens again the wall comes back by itself, without a reload', TIMEOUT, async () => {
  const { page } = stage;
  await openWall(page, stage.hub.url, channels, TILES);
  await allMoving(page);
  expect(await protocols(page)).toEqual(['udp']);
  await page.evaluate('window.sameDocument = true');
  await stage.hub.stop('SIGKILL');
  await page.locator('.banner').waitFor();
  stage.hub = await startHub({ environment: { ...line.environment, HUB_RELAY_IDLE_MS: '500' }, again: stage.hub });
  const listens = performance.now();
  await allMoving(page);
  tell('the hub listens again', listens);
  expect(await page.evaluate('window.sameDocument')).toBe(true);
});

test('UDP is blocked: the pictures come over TCP', TIMEOUT, async () => {
  line.weather = { udpBlocked: true };
  const page = await openPage(stage.browser);
  const began = performance.now();
  await openWall(page, stage.hub.url, channels, TILES);
  await allMoving(page);
  tell('the page was opened without UDP', began);
  expect(await protocols(page)).toEqual(['tcp']);
  await page.close();
  line.weather = {};
});

test('UDP is blocked while pictures flow: TCP takes over', TIMEOUT, async () => {
  const page = await openPage(stage.browser);
  await openWall(page, stage.hub.url, channels, TILES);
  await allMoving(page);
  expect(await protocols(page)).toEqual(['udp']);
  line.weather = { udpBlocked: true };
  const blocked = performance.now();
  await expect.poll(() => protocols(page), { timeout: LONG }).toEqual(['tcp']);
  await allMoving(page);
  tell('UDP was blocked', blocked);
  await page.close();
  line.weather = {};
});

test('with 10 % lost and 100 ms delay every picture keeps moving', TIMEOUT, async () => {
  const page = await openPage(stage.browser);
  await openWall(page, stage.hub.url, channels, TILES);
  await allMoving(page);
  line.weather = { loss: 10, delay: 100 };
  for (let round = 0; round < 3; round++) await allMoving(page);
  await page.close();
  line.weather = {};
});
