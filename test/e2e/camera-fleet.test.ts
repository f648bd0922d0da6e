import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Camera } from '../../server/contract/camera.ts';
import { servePage } from '../../scripts/bench/camera-table/page-server.ts';
import { DECLARED } from '../rig/declaration.ts';
import { expectGood } from './axe.ts';
import { addCamera, setStage, sourceOf, type Stage } from './stage.ts';
import { PATIENCE } from './wall.ts';

let stage: Stage;
let page: Page;
const rows = () => page.locator('[data-camera]');
const row = (index: number) => rows().filter({ hasText: stage.camera(index).name });

/** As the hub tells it now. */
async function cameraOf(index: number): Promise<Camera> {
  const { cameras } = (await stage.client.expect('camera.list')) as { cameras: Camera[] };
  return cameras.find(({ name }) => name === stage.camera(index).name) ?? expect.fail();
}

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 0 }, { clip: 1 }, { clip: 2, faults: { clockSkewMs: -3_600_000 } }] });
  page = stage.page;
  // The first is only connected, and not declared yet.
  const { name } = stage.camera(0);
  await stage.client.expect('camera.register', { body: { name, source: sourceOf(stage.camera(0)) } });
  for (const index of [1, 2]) await addCamera(stage, stage.camera(index));
  await page.goto(`${stage.hub.url}/cameras`);
  await rows().nth(2).waitFor();
});
afterAll(() => stage.close());

describe('the list', () => {
  test('finds at each key, keeps the filter in the address, and saves it as a view', async () => {
    const search = page.getByRole('searchbox');
    await search.fill(stage.camera(1).address);
    await expect.poll(() => rows().count()).toBe(1);
    await page.waitForURL(/words=/);
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByLabel('把当前筛选保存为视图').fill('只看一台');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '全部摄像机' }).click();
    await expect.poll(() => rows().count()).toBe(3);
    await page.reload();
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByRole('button', { name: '只看一台', exact: true }).click();
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByRole('button', { name: '全部摄像机' }).click();
  });

  test('is a tree, too, with figures for each unit', async () => {
    await page.getByText('机构树', { exact: true }).click();
    await page.locator('.fleet-unit').getByText('共 3 台').waitFor();
    await page.locator('.fleet-unit button').first().click();
    await expect.poll(() => rows().count()).toBe(0);
    await page.locator('.fleet-unit button').first().click();
    await expect.poll(() => rows().count()).toBe(3);
    await page.getByText('列表', { exact: true }).click();
  });

  test('sets the clock of all that are ticked, and tells before and after of each', async () => {
    await page.getByRole('checkbox', { name: '选择显示的全部摄像机' }).check();
    await page.getByRole('button', { name: '设置设备' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('radio', { name: '校时' }).check();
    await drawer.getByRole('button', { name: '在 3 台设备上执行' }).click();
    await drawer.locator('[data-job-state="done"]').waitFor({ timeout: PATIENCE });
    const item = drawer.locator('[data-item-state="done"]').filter({ hasText: stage.camera(2).name });
    await item.getByText('→').waitFor();
    await expectGood(page);
    await page.keyboard.press('Escape');
  });
});

describe('the page of a camera', () => {
  test('says what its declaration lacks, and the camera leaves acceptance when that is filled in', async () => {
    await row(0).getByText('验收中').waitFor();
    await row(0).getByRole('link').click();
    await page.locator('[data-gaps~="coordinates"]').waitFor();
    await page.getByRole('button', { name: '补全' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('安装位置').fill(DECLARED.place);
    await drawer.getByRole('combobox', { name: '场所类型' }).click();
    await page.getByTitle('桥梁', { exact: true }).click();
    await drawer.getByLabel('安装理由').fill(DECLARED.reason);
    // A click on the map is where it stands.
    await drawer.getByRole('group', { name: '点击选择坐标' }).click();
    expect(await drawer.getByLabel('经度').inputValue()).toMatch(/^108\.\d+$/);
    await drawer.getByLabel('朝向').fill('90');
    await drawer.getByLabel('视角').fill('80');
    await drawer.getByLabel('可视距离').fill('60');
    await drawer.getByLabel('运营商').fill(DECLARED.carrier);
    await drawer.getByLabel('施工维护单位').fill(DECLARED.contractor);
    await drawer.getByLabel('备案编号').fill(DECLARED.filing);
    await drawer.getByLabel('录像保存天数').fill('30');
    await drawer.getByRole('switch', { name: '有提示标识' }).click();
    await drawer.getByRole('button', { name: '保存' }).click();
    await drawer.waitFor({ state: 'detached', timeout: PATIENCE });
    await expect.poll(async () => (await cameraOf(0)).gaps, { timeout: PATIENCE }).toEqual([]);
    await page.locator('[data-gaps]').waitFor({ state: 'detached' });
  });

  test('checks the camera line by line', async () => {
    await page.getByRole('button', { name: '开始检测' }).click();
    await page.locator('[data-check="picture"][data-outcome="good"]').waitFor({ timeout: PATIENCE });
    expect(await page.locator('[data-check]').count()).toBe(14);
  });

  test('looks now, and has the code of its public page', async () => {
    await page.getByRole('button', { name: '立即检查' }).click();
    await page.locator('[data-health="working"]').waitFor({ timeout: PATIENCE });
    const { signCode } = await cameraOf(0);
    expect(await page.getByRole('link', { name: '公示页' }).getAttribute('href')).toContain(`/sign/${signCode}`);
    await expectGood(page);
  });
});

test('the map shows what has coordinates, and leads to the camera', async () => {
  await page.goto(`${stage.hub.url}/map`);
  // Two stand at the same place: they are listed together.
  await page.locator('.map-mark:not([data-members="1"])').first().click();
  const link = page.locator('[data-here]').getByRole('link', { name: stage.camera(1).name });
  await link.waitFor();
  await expectGood(page);
});

test('availability is told by unit, and goes out as XLSX', async () => {
  await page.goto(`${stage.hub.url}/availability`);
  const loaded = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 XLSX' }).click();
  expect((await loaded).suggestedFilename()).toMatch(/\.xlsx$/);
  await expectGood(page);
});

test('of 2,000 cameras only those in sight are drawn, as table and as tree', async () => {
  const county = await servePage(join(import.meta.dirname, '../../web/dist'), 2000);
  try {
    await page.goto(`${county.url}/cameras`);
    await rows().first().waitFor();
    await page.getByRole('status').getByText('共 2000 台').waitFor();
    expect(await rows().count()).toBeLessThan(60);
    const tick = rows().first().getByRole('checkbox');
    await tick.focus();
    const below = (await rows().count()) + 2;
    await page.locator('.fleet-rows').evaluate((box) => (box.scrollTop = 46));
    await page.locator(`[data-camera][aria-rowindex="${below}"]`).waitFor();
    expect(await tick.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.locator('.fleet-rows').evaluate((box) => (box.scrollTop = box.scrollHeight));
    await page.locator('[data-camera][aria-rowindex="2001"]').waitFor();
    // Its element is another camera's now: a key pressed next must not act on that.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await rows().count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('10.61.7.');
    await page.getByRole('status').getByText('找到 250 / 2000').waitFor();
    await page.getByText('机构树', { exact: true }).click();
    await page.locator('.fleet-unit').first().waitFor();
    expect(await page.locator('.fleet-row').count()).toBeLessThan(70);
  } finally {
    await county.close();
  }
});
