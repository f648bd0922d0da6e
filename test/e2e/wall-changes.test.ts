import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeTo, PATIENCE_MS } from '../../scripts/bench/wall/change.ts';
import { serverHolds } from '../../scripts/bench/wall/cost.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, openWall, PATIENCE } from './wall.ts';

const TILES = 4;
const CHANGES = 10;

/** Notes for good whether a tile was ever shown by keyframes alone, as on a computer that has not enough for all. */
const NOTE_PACE = `new MutationObserver(() => {
  if (document.querySelector('[data-pace="keyframes"]')) document.documentElement.dataset.wasSlow = 'yes';
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-pace'] })`;

let stage: Stage;
let walls: string[][];

beforeAll(async () => {
  const cameras = Array.from({ length: 2 * TILES }, () => ({ clip: 5 }));
  stage = await setStage({ cameras, environment: { HUB_RELAY_IDLE_MS: '500' } });
  const channels: string[] = [];
  for (const camera of stage.fleet.cameras) channels.push(await addCamera(stage, camera));
  walls = [channels.slice(0, TILES), channels.slice(TILES)];
}, 180_000);
afterAll(() => stage.close());

test(
  'ten changes of a wall leave nothing behind: no element, no consumer, no watch, no relay',
  { timeout: 180_000 },
  async () => {
    const { page, hub } = stage;
    const count = (name: string): Promise<number> =>
      page.evaluate<number>(`Number(document.documentElement.dataset.${name})`);
    await page.addInitScript(NOTE_PACE);
    await openWall(page, hub.url, walls[0] ?? [], TILES);
    for (let tile = 0; tile < TILES; tile++) await awaitMoving(page, tile, stage.camera(tile).clipNumber);
    // Once to and fro: until then elements are made.
    for (let change = 1; change <= 2; change++) await changeTo(page, TILES, walls[change % 2] ?? []);
    await expect.poll(() => serverHolds(hub.url), { timeout: PATIENCE }).toEqual({ viewers: TILES, relays: TILES });
    await expect.poll(() => count('videosLent'), { timeout: PATIENCE }).toBe(TILES);
    const before = { made: await count('videos'), consumers: await count('consumers') };

    for (let change = 1; change <= CHANGES; change++) {
      const times = await changeTo(page, TILES, walls[change % 2] ?? []);
      expect(Math.max(...times)).toBeLessThan(PATIENCE_MS);
    }
    await expect.poll(() => serverHolds(hub.url), { timeout: PATIENCE }).toEqual({ viewers: TILES, relays: TILES });
    await expect.poll(() => count('consumers'), { timeout: PATIENCE }).toBe(before.consumers);
    await expect.poll(() => count('videosLent'), { timeout: PATIENCE }).toBe(TILES);
    // A change that has both walls on hand for a moment may lend twice as many, and never more; but a change of pace lends
    // each tile a third: one is shown, one comes, one is kept.
    const wasSlow = await page.evaluate(() => document.documentElement.dataset['wasSlow'] === 'yes');
    expect(await count('videos')).toBeLessThanOrEqual(wasSlow ? 3 * TILES : Math.max(before.made, 2 * TILES));
    for (let tile = 0; tile < TILES; tile++) await awaitMoving(page, tile, stage.camera(tile).clipNumber);

    await page.goto('about:blank');
    await expect.poll(() => serverHolds(hub.url), { timeout: PATIENCE }).toEqual({ viewers: 0, relays: 0 });
    await expect.poll(() => stage.fleet.cameras.reduce((sum, { counters }) => sum + counters.sessions, 0)).toBe(0);
  },
);
