import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subClip } from '../fleet/clip.ts';
import { startGstreamer, type GstreamerServer } from '../fleet/gstreamer.ts';
import { clipPlace } from '../fleet/places.ts';
import { readReception } from '../rig/screen.ts';
import { setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, PATIENCE } from './wall.ts';

const CLIP = 5;
const USER = { username: 'village', password: 'Stone-Bridge-77' };

let stage: Stage;
let page: Page;
let server: GstreamerServer;
const received: string[] = [];

beforeAll(async () => {
  server = await startGstreamer({
    streams: [{ path: '/village', clip: subClip(CLIP, clipPlace(CLIP), { seconds: 4 }), audio: 'PCMA' }],
    credentials: USER,
  });
  stage = await setStage();
  page = stage.page;
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(payload.toString())));
  page.on('response', (response) => {
    // What was replaced by a navigation has no body any more, and is none of the hub's API.
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => received.push(text),
        () => undefined,
      );
  });
});
afterAll(async () => {
  await stage.close();
  await server.close();
});

test('a camera without ONVIF is added by its URL, with the credentials in it', async () => {
  await page.goto(`${stage.hub.url}/cameras`);
  await page.getByRole('button', { name: '添加' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('RTSP 地址', { exact: true }).first().click();
  const { username, password } = USER;
  const url = server.rtspUrl('/village').replace('//', `//${username}:${password}@`);
  await drawer.getByPlaceholder(/^rtsp:/).fill(url);
  await drawer.getByLabel('名称').fill('石桥 村口');
  await drawer.getByRole('button', { name: '检测' }).click();
  const answer = drawer.getByAltText('测试画面').or(drawer.getByRole('alert')).first();
  await answer.waitFor({ timeout: PATIENCE });
  // What the page says instead, if it has no picture.
  expect(await drawer.getByRole('alert').allTextContents()).toEqual([]);
  await drawer.getByRole('button', { name: '添加' }).click();
  await drawer.waitFor({ state: 'detached', timeout: PATIENCE });
  await page.locator('[data-camera]').getByText('石桥 村口').waitFor();
});

test('a test picture of it is shown', async () => {
  await page.getByRole('button', { name: '抓拍测试 石桥 村口' }).click();
  const picture = page.getByRole('dialog').locator('figure img');
  await picture.waitFor({ timeout: PATIENCE });
  const width = (): Promise<number> =>
    picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
  await expect.poll(width).toBe(640);
  await page.keyboard.press('Escape');
});

test('it is watched, and its clock proves the picture', async () => {
  await page.getByRole('button', { name: '实时预览 石桥 村口' }).click();
  await awaitTile(page, 0, 'live');
  await awaitMoving(page, 0, CLIP);
  await page.locator('[data-tile="0"]').focus();
  await page.keyboard.press('m');
  await expect.poll(async () => (await readReception(page)).audioCodecs, { timeout: PATIENCE }).toEqual(['audio/PCMA']);
});

test('its password has come back nowhere', async () => {
  await page.goto(`${stage.hub.url}/cameras`);
  await page.getByRole('button', { name: '编辑 石桥 村口' }).click();
  await page.getByRole('dialog').getByText('留空则保留原密码').waitFor();
  received.push(await page.content(), stage.hub.output(), JSON.stringify(await stage.client.request('camera.list')));
  expect(received.some((text) => text.includes('石桥 村口'))).toBe(true);
  expect(received.filter((text) => text.includes(USER.password))).toEqual([]);
});
