import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedCamera } from '../fleet/index.ts';
import { readReception } from '../rig/screen.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

const coded = { seconds: 4, codec: 'H265' } as const;
let stage: Stage;
let channel: string;
beforeAll(async () => {
  stage = await setStage({
    cameras: [
      { clip: 0, main: coded, sub: coded },
      { clip: 1, maker: 'chengjiang' },
    ],
  });
  channel = await addCamera(stage, stage.camera(0));
});
afterAll(() => stage.close());

/** Draws over the lower part, where the clock is. */
async function maskClock({ name }: SimulatedCamera): Promise<void> {
  const { page, hub } = stage;
  await page.goto(`${hub.url}/cameras`);
  await page.getByRole('button', { name: `${name} 的隐私遮挡` }).click();
  await page.getByRole('button', { name: '载入画面' }).click();
  await page.locator('.mask-canvas image').waitFor();
  const box = (await page.locator('.mask-canvas').boundingBox()) ?? expect.fail();
  await page.mouse.move(box.x + 2, box.y + box.height * 0.85);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.9);
  await page.mouse.move(box.x + box.width - 2, box.y + box.height - 1);
  await page.mouse.up();
  await page.locator('[data-mask="0"]').waitFor();
  await page.getByLabel('区域名称').fill('窗户');
}

test('a mask is drawn on the test picture, and the hub paints it into the live picture', async () => {
  const { page, hub } = stage;
  await openWall(page, hub.url, [channel]);
  await awaitMoving(page, 0, 0);
  await maskClock(stage.camera(0));
  // A triangle, too, by its corners.
  const box = (await page.locator('.mask-canvas').boundingBox()) ?? expect.fail();
  for (const [x, y] of [
    [0.1, 0.1],
    [0.3, 0.1],
    [0.2, 0.3],
  ] as const) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }
  await page.getByRole('button', { name: '完成多边形' }).click();
  await page.getByRole('button', { name: '保存遮挡' }).click();
  await page.locator('.masks-state[data-mask-state="relay"]').getByText('已遮挡：由平台完成').waitFor();

  await openWall(page, hub.url, [channel]);
  await awaitTile(page, 0, 'live');
  // It moves, and where the clock was there is nothing to read.
  const { framesDecoded } = await readReception(page);
  await expect
    .poll(async () => (await readReception(page)).framesDecoded, { timeout: PATIENCE })
    .toBeGreaterThan(framesDecoded + 10);
  const lightest = await page.evaluate<number>(`(() => {
    const video = document.querySelector('[data-tile="0"] video');
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0);
    const top = Math.ceil(canvas.height * 0.9);
    const { data } = context.getImageData(0, top, Math.floor(canvas.width * 0.9), canvas.height - top - 8);
    return data.reduce((most, value, at) => (at % 4 === 3 ? most : Math.max(most, value)), 0);
  })()`);
  expect(lightest).toBeLessThan(40);
});

test('where nobody masks, page and tile say so plainly', async () => {
  const { page, hub } = stage;
  const other = await addCamera(stage, stage.camera(1));
  await maskClock(stage.camera(1));
  await page.getByRole('button', { name: '保存遮挡' }).click();
  await page.locator('.masks-state[data-mask-state="unmasked"]').getByText('调阅者仍能看到').waitFor();
  await openWall(page, hub.url, [other]);
  await awaitMoving(page, 0, 1);
  await page.locator('[data-tile="0"] .tile-caption').getByText('未遮挡').waitFor();
});
