import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tour } from '../../server/contract/wall.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, PATIENCE } from './wall.ts';

const COUNT = 7;
const DEAD = 5;
let stage: Stage;
let tour: Tour;
beforeAll(async () => {
  stage = await setStage({ cameras: Array.from({ length: COUNT }, (_, clip) => ({ clip: clip % 4 })) });
  const channelIds = [];
  for (const camera of stage.fleet.cameras) channelIds.push(await addCamera(stage, camera));
  await stage.camera(DEAD).die();
  const body = { name: 'bridges', unitId: null, dwell: 10, content: { kind: 'cameras', layout: '4', channelIds } };
  tour = (await stage.client.expect('tour.create', { body })) as Tour;
});
afterAll(() => stage.close());

const count = async (name: string): Promise<number> =>
  Number(await stage.page.locator('html').getAttribute(`data-${name}`));
const page = (): Promise<string | null> => stage.page.locator('.tour-bar').getAttribute('data-page');
const turns = async (): Promise<number> => Number(await stage.page.locator('.tour-bar').getAttribute('data-turns'));
const press = (label: string): Promise<void> => stage.page.getByRole('button', { name: label, exact: true }).click();

test('pages follow each other, opened ahead; what is dead is passed over and named', async () => {
  await stage.page.goto(`${stage.hub.url}/live?tour=${tour.id}`);
  for (const tile of [0, 1, 2, 3]) await awaitTile(stage.page, tile, 'live');
  expect(await page()).toBe('1');
  await expect.poll(() => count('preloads'), { timeout: PATIENCE }).toBeGreaterThanOrEqual(2);
  await expect.poll(page, { timeout: PATIENCE }).toBe('2');
  await awaitTile(stage.page, 0, 'live');
  await awaitMoving(stage.page, 0, stage.camera(4).clipNumber);
  const words = (): Promise<string | null> => stage.page.locator('.tour-skipped').textContent();
  // Where it was not known to be dead before, it is from now on.
  await expect.poll(words, { timeout: 2 * PATIENCE }).toContain(stage.camera(DEAD).name);
});

test('it pauses, and goes on and back by hand', async () => {
  await press('暂停轮巡');
  const before = await turns();
  await press('下一页');
  await expect.poll(turns).toBe(before + 1);
  await press('上一页');
  await expect.poll(turns).toBe(before + 2);
  await stage.page.locator('.tour-progress:not([data-running])').waitFor({ state: 'attached' });
});

test('many changes leave nothing behind', async () => {
  for (let turn = 0; turn < 20; turn++) {
    const before = await turns();
    await press('下一页');
    await expect.poll(turns).toBe(before + 1);
    await awaitTile(stage.page, 0, 'live');
  }
  // A page, and a page ahead, and each of them once more while the stream changes.
  expect(await count('videos')).toBeLessThanOrEqual(16);
  await expect.poll(() => count('preloads'), { timeout: PATIENCE }).toBe(0);
  await expect.poll(() => count('pictures'), { timeout: PATIENCE }).toBeLessThanOrEqual(4);
  await expect.poll(() => count('videos-lent'), { timeout: PATIENCE }).toBeLessThanOrEqual(4);
  await press('结束轮巡');
  await stage.page.locator('.tour-bar').waitFor({ state: 'detached' });
});
