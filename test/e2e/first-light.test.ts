import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { TECHNICIAN } from '../rig/people.ts';
import { readReception } from '../rig/screen.ts';
import { choose, enrol, fillSetup, setupLinks, signOut } from './entry.ts';
import { cameraOf, openPage, QUICK } from './stage.ts';
import { awaitMoving, awaitTile, PATIENCE } from './wall.ts';

const SYSTEM = { username: '陈系统', password: '不见南山，只见秋雨与归鸟' };
const SECURITY = { username: '王安全', password: '过桥之前，要先看水位与天色' };

let fleet: Fleet;
let hub: HubProcess;
let browser: Browser;
let page: Page;
let links: string[];
const notifications: string[] = [];
const camera = (index: number): SimulatedCamera => cameraOf(fleet, index);

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [
      { clip: 5, ...QUICK, name: '云岫村 村口' },
      { clip: 6, ...QUICK, name: '石门村 桥头', maker: 'lanting' },
    ],
  });
  hub = await startHub({ people: [] });
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

describe('a fresh hub', () => {
  test('prints a link for each of the three administrators', () => {
    links = setupLinks(hub);
    expect(links).toHaveLength(3);
    for (const link of links) expect(new URL(link).origin).toBe(hub.url);
    for (const role of ['系统管理员', '安全管理员', '审计管理员']) expect(hub.output()).toContain(`尚无${role}`);
  });

  test('of which the first makes the system administrator, who begins with a second factor', async () => {
    await fillSetup(page, links[0] ?? '', SYSTEM);
    await page.waitForURL(/\/enrol/);
    await enrol(page, SYSTEM.password);
    await page.getByText(SYSTEM.username, { exact: true }).waitFor();
  });

  test('and works only once', async () => {
    const other = await launchBrowser();
    try {
      const stranger = await openPage(other);
      await stranger.goto(links[0] ?? '');
      await stranger.getByText('session.setup-link').waitFor();
      await stranger.goto(hub.url);
      await stranger.waitForURL(/\/sign-in/);
    } finally {
      await other.close();
    }
  });
});

describe('People', () => {
  let invitation: string;

  test('the system administrator makes an account, and sees no pictures', async () => {
    await page.getByRole('link', { name: '人员' }).click();
    expect(await page.getByRole('link', { name: '实时预览' }).count()).toBe(0);
    await page.getByRole('button', { name: '新增人员' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('用户名').fill(TECHNICIAN.username);
    await drawer.getByLabel('姓名').fill('林技术');
    await choose(drawer.getByRole('combobox', { name: '所属机构' }), '本县');
    await drawer.getByRole('button', { name: '新增人员' }).click();
    invitation = await drawer.getByRole('textbox', { name: '邀请链接' }).inputValue();
    expect(new URL(invitation).origin).toBe(hub.url);
    await page.keyboard.press('Escape');
    await signOut(page);
  });

  test('the security administrator gives it a role', async () => {
    await fillSetup(page, links[1] ?? '', SECURITY);
    await enrol(page, SECURITY.password);
    await page.getByRole('link', { name: '人员' }).click();
    await page.getByRole('button', { name: '林技术' }).click();
    const drawer = page.getByRole('dialog');
    expect(await drawer.getByRole('button', { name: '停用账号' }).count()).toBe(0);
    await drawer.getByRole('button', { name: '授予角色' }).click();
    await choose(drawer.getByRole('combobox', { name: '角色' }), '运维技术员');
    await drawer.getByRole('button', { name: '授予角色' }).click();
    await drawer.locator('[data-role="technician"]').waitFor();
    await page.keyboard.press('Escape');
    await signOut(page);
  });

  test('and the technician, whose password nobody else ever knew, comes in', async () => {
    await fillSetup(page, invitation, TECHNICIAN);
    await page.waitForURL(`${hub.url}/live`);
    await page.getByText(TECHNICIAN.username, { exact: true }).waitFor();
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
  test('without a purpose nothing is shown', async () => {
    await page.getByRole('link', { name: '实时预览' }).first().click();
    await page.getByText('尚未说明事由').waitFor();
    await page.getByRole('button', { name: '选择事由' }).first().click();
    await page.getByRole('radio', { name: /设备维护/ }).check();
    await page.getByLabel('具体说明').fill('新装摄像机，检查画面');
    await page.getByRole('button', { name: '开始调阅' }).click();
    await page.locator('[data-grant]').getByText('设备维护').waitFor();
  });

  test('a double click puts a camera on the wall, and its clock proves the picture', async () => {
    await page.getByRole('treeitem', { name: camera(0).name }).dblclick();
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
