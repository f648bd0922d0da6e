import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCamera, setStage, type Stage } from './stage.ts';

let stage: Stage;
let last = '';

beforeAll(async () => {
  const cameras = Array.from({ length: 8 }, (_, index) => ({ name: `村口 ${index + 1}`, clip: 5 }));
  stage = await setStage({ cameras, browser: { width: 1280, height: 320 } });
  for (const camera of stage.fleet.cameras) last = await addCamera(stage, camera);
});
afterAll(() => stage.close());

test('a double click takes the row under the pointer, in a list that had to be scrolled to it', async () => {
  const { page, hub } = stage;
  await page.goto(`${hub.url}/live?layout=1`);
  await page.locator('[data-row-channel]').first().waitFor();
  const rows = page.locator('.choose-rows');
  expect(await rows.evaluate((box) => box.scrollHeight > box.clientHeight)).toBe(true);
  await rows.evaluate((box) => (box.scrollTop = box.scrollHeight));
  await page.locator(`[data-row-channel="${last}"]`).dblclick();
  const tile = page.locator('[data-tile="0"][data-channel]');
  await tile.waitFor();
  expect(await tile.getAttribute('data-channel')).toBe(last);
});
