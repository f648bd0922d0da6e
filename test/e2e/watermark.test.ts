import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TECHNICIAN } from '../rig/people.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitTile, openWall, PATIENCE } from './wall.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 0 }, { clip: 1 }] });
});
afterAll(() => stage.close());

/** Whether the watermark lies over all of the tile; both are measured in one moment, for the page may still be moving. */
function isCovered(page: Page, tile: number): Promise<boolean> {
  return page.locator(`[data-tile="${tile}"]`).evaluate((whole) => {
    const [outer, inner] = [whole, whole.querySelector('.watermark')].map((part) => part?.getBoundingClientRect());
    return JSON.stringify(outer) === JSON.stringify(inner);
  });
}

test('every live tile tells who looks, and when, by the hub’s clock', async () => {
  const { page, hub, fleet } = stage;
  const channels = [];
  for (const camera of fleet.cameras) channels.push(await addCamera(stage, camera));
  // The page's own clock is an hour wrong.
  await page.addInitScript(`{
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
  }`);
  await openWall(page, hub.url, channels, 4);
  for (const tile of [0, 1]) {
    await awaitTile(page, tile, 'live');
    const mark = page.locator(`[data-tile="${tile}"] .watermark rect`);
    const pattern = page.locator('pattern#watermark');
    expect(await mark.evaluate((rect) => getComputedStyle(rect).fill)).toContain('#watermark');
    const words = async (): Promise<string> => (await pattern.locator('text').allTextContents()).slice(0, 2).join(' ');
    const first = await words();
    expect(first).toContain(TECHNICIAN.username);
    const shown = Date.parse((/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.exec(first)?.[0] ?? '').replace(' ', 'T'));
    expect(Math.abs(shown - Date.now())).toBeLessThan(PATIENCE);
    await expect.poll(words, { timeout: PATIENCE }).not.toBe(first);
    expect(await isCovered(page, tile)).toBe(true);
  }
});

test('it stays over the picture at any size and in full screen, and is in nobody’s way', async () => {
  const { page } = stage;
  await page.setViewportSize({ width: 700, height: 500 });
  expect(await isCovered(page, 0)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 720 });
  const isUnder = await page.locator('[data-tile="0"] .tile-picture').evaluate((picture) => {
    const { x, y, width, height } = picture.getBoundingClientRect();
    return picture.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  expect(isUnder).toBe(true);

  await page.locator('[data-tile="0"]').press('f');
  const inFullScreen = page.locator(':fullscreen .watermark');
  await inFullScreen.waitFor();
  expect(await page.locator(':fullscreen video').count()).toBe(1);
  await page.locator('[data-tile="0"]').press('f');
  await inFullScreen.waitFor({ state: 'detached' });
});
