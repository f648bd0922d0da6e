import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { ADMIN, startHub, type HubProcess } from '../rig/hub-process.ts';
import { readReception } from '../rig/screen.ts';
import { cameraOf, openPage, QUICK } from './stage.ts';
import { awaitMoving, awaitTile, PATIENCE } from './wall.ts';

let fleet: Fleet;
let hub: HubProcess;
let browser: Browser;
let page: Page;
let setupLink: string;
const notifications: string[] = [];
const camera = (index: number): SimulatedCamera => cameraOf(fleet, index);

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [
      { clip: 5, ...QUICK, name: '云岫村 村口' },
      { clip: 6, ...QUICK, name: '石门村 桥头', maker: 'lanting' },
    ],
  });
  hub = await startHub({ HUB_ADMIN_PASSWORD: '' });
  browser = await launchBrowser();
  page = await openPage(browser);
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const [, name] = /^\{"notification":"([^"]+)"/.exec(payload.toString()) ?? [];
      if (name !== undefined) notifications.push(name);
    });
  });
});
afterAll(async () => {
  await browser.close();
  await hub.close();
  await fleet.close();
});

async function fillSetup(to: Page): Promise<void> {
  await to.goto(setupLink);
  await to.getByLabel('用户名').fill(ADMIN.username);
  await to.getByLabel(/^密码/).fill(ADMIN.password);
  await to.getByLabel('再次输入密码').fill(ADMIN.password);
  await to.getByRole('button', { name: '创建并登录' }).click();
}

describe('a fresh hub', () => {
  test('prints a link that makes the administrator', async () => {
    [setupLink = ''] = /http:\/\/\S+\/setup\?token=\S+/.exec(hub.output()) ?? [];
    expect(new URL(setupLink).origin).toBe(hub.url);
    await fillSetup(page);
    await page.waitForURL(`${hub.url}/live`);
    await page.getByText(ADMIN.username, { exact: true }).waitFor();
  });

  test('whose link works only once', async () => {
    const other = await launchBrowser();
    try {
      const stranger = await openPage(other);
      await fillSetup(stranger);
      await stranger.getByText('session.setup-done').or(stranger.getByText('session.setup-link')).waitFor();
      await stranger.goto(hub.url);
      await stranger.waitForURL(/\/sign-in/);
    } finally {
      await other.close();
    }
  });
});

describe('Cameras', () => {
  test('discovery by address range streams in what it finds', async () => {
    await page.getByRole('link', { name: '摄像机' }).click();
    await page.getByRole('button', { name: '发现' }).click();
    const net = camera(0).address.replace(/\d+$/, '');
    await page.getByLabel('目标地址').fill(`${net}1-${net}40`);
    await page.getByRole('button', { name: '开始' }).click();
    for (const { address } of fleet.cameras) await page.locator(`[data-device="${address}"]`).waitFor();
    await page.locator('[data-sweep="ended"]').waitFor({ timeout: PATIENCE });
    const begun = notifications.indexOf('discovery.found');
    expect(begun).toBeGreaterThanOrEqual(0);
    expect(begun).toBeLessThan(notifications.indexOf('discovery.ended'));
    expect(notifications).toContain('discovery.progress');
    expect(await page.locator('[data-sweep]').textContent()).toContain('40 / 40');
  });

  test('the found are added with their credentials', async () => {
    await page.getByLabel('设备用户名').fill(camera(0).username);
    await page.getByLabel('设备密码').fill(camera(0).password);
    for (const { address } of fleet.cameras) await page.getByLabel(`选择 ${address}`).check();
    await page.getByRole('button', { name: '添加所选 2 台' }).click();
    await expect.poll(() => page.locator('[data-adding="added"]').count(), { timeout: PATIENCE }).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[data-camera]').count()).toBe(2);
  });
});

describe('Live', () => {
  test('a double click puts a camera on the wall, and its clock proves the picture', async () => {
    await page.getByRole('link', { name: '实时预览' }).first().click();
    await page.getByRole('option', { name: camera(0).name }).dblclick();
    await awaitTile(page, 0, 'live');
    const seen = await awaitMoving(page, 0, camera(0).clipNumber);
    expect(seen.latencyMs).toBeGreaterThanOrEqual(0);
    expect(seen.latencyMs).toBeLessThan(2_000);
    expect(Number(await page.locator('[data-tile="0"]').getAttribute('data-first-picture-ms'))).toBeGreaterThan(0);
  });

  test('the keyboard does it all', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(camera(1).address);
    await page.keyboard.press('Enter');
    await awaitTile(page, 1, 'live');
    await awaitMoving(page, 1, camera(1).clipNumber);
    await page.locator('[data-tile="1"]').focus();
    await page.keyboard.press('1');
    await expect.poll(() => page.locator('[data-tile]').count()).toBe(1);
    await page.keyboard.press('4');
    await expect.poll(() => page.locator('[data-tile]').count()).toBe(4);
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-tile="0"][data-selected]').waitFor();
    await awaitTile(page, 0, 'live');
  });

  test('sound is decoded PCMA, and no silence', async () => {
    await page.keyboard.press('m');
    await page.locator('[data-tile="0"]').getByRole('button', { name: '关闭声音' }).waitFor({ state: 'attached' });
    await expect.poll(async () => (await readReception(page)).audioEnergy, { timeout: PATIENCE }).toBeGreaterThan(0);
    const before = await readReception(page);
    expect(before.audioCodecs).toContain('audio/PCMA');
    const grows = async (): Promise<boolean> => {
      const now = await readReception(page);
      return now.audioPackets > before.audioPackets && now.audioSamples > before.audioSamples;
    };
    await expect.poll(grows).toBe(true);
  });

  test('figures are shown on demand', async () => {
    await page.keyboard.press('i');
    const figures = page.locator('[data-tile="0"] .tile-stats');
    await figures.getByText(/^\d+ ms$/).waitFor();
    await figures.getByText(/^\d[\d.]* [Mk]bit\/s$/).waitFor();
    await page.keyboard.press('i');
    await figures.waitFor({ state: 'detached' });
  });

  test('the wall is in its address: it survives a reload', async () => {
    await page.reload();
    for (const tile of [0, 1]) await awaitMoving(page, tile, camera(tile).clipNumber);
  });

  test('Delete empties a tile', async () => {
    await page.locator('[data-tile="1"]').focus();
    await page.keyboard.press('Delete');
    await awaitTile(page, 1, 'empty');
    await awaitTile(page, 0, 'live');
  });
});
