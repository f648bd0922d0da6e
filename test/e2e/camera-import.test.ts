import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Camera } from '../../server/contract/camera.ts';
import { toCsv } from '../../server/csv.ts';
import { expectGood } from './axe.ts';
import { setStage, type Stage } from './stage.ts';
import { PATIENCE } from './wall.ts';

const SHARED = { username: 'admin', password: 'Shared-by-the-county-1' };
let stage: Stage;
let page: Page;
const drawer = (): Locator => page.getByRole('dialog');

async function registered(): Promise<Camera[]> {
  return ((await stage.client.expect('camera.list')) as { cameras: Camera[] }).cameras;
}

async function chooseMore(name: string): Promise<void> {
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** As a carrier hands it over. @param placeType as written in the file */
function file(placeType: string): { name: string; mimeType: string; buffer: Buffer } {
  const heading = ['名称', '地址', '端口', '位置', '经度', '纬度', '场所类型', '用途', '运营商'];
  const lines = [0, 1].map((index) => {
    const { address, onvifPort } = stage.camera(index);
    return ['', address, String(onvifPort), '桥头', '108.3141', '33.3120', placeType, '防汛', '电信'];
  });
  return { name: 'cameras.csv', mimeType: 'text/csv', buffer: Buffer.from(toCsv([heading, ...lines])) };
}

beforeAll(async () => {
  stage = await setStage({
    cameras: [SHARED, SHARED, SHARED, { ...SHARED, password: 'Of-its-own-1', lockAfter: 5 }],
  });
  page = stage.page;
  await page.goto(`${stage.hub.url}/cameras`);
});
afterAll(() => stage.close());

test('a set of credentials is kept, and its password not shown again', async () => {
  await chooseMore('登录凭据组');
  await drawer().getByRole('button', { name: '新建凭据组' }).click();
  await drawer().getByLabel('名称').fill('县级统一');
  await drawer().getByLabel('设备用户名').fill(SHARED.username);
  await drawer().getByLabel('设备密码').fill(SHARED.password);
  await drawer().getByRole('button', { name: '保存' }).click();
  await drawer().locator('[data-set]').filter({ hasText: '县级统一' }).waitFor();
  await expectGood(page);
  expect(await page.content()).not.toContain(SHARED.password);
  await page.keyboard.press('Escape');
});

test('a file with a forbidden place is refused row by row; put right, it comes in by the set, and again changes nothing', async () => {
  await page.getByRole('button', { name: '导入', exact: true }).click();
  const choose = drawer().locator('input[type="file"]');
  await choose.setInputFiles(file('宿舍'));
  await drawer().locator('[data-import-errors="2"]').waitFor();
  await drawer().locator('[data-finding="error"]').first().getByText('宿舍').waitFor();
  expect(await drawer().getByRole('button', { name: '开始导入' }).isDisabled()).toBe(true);
  await expectGood(page);

  await choose.setInputFiles(file('桥梁'));
  await drawer().locator('[data-import-errors="0"]').waitFor();
  await drawer().getByRole('button', { name: '开始导入' }).click();
  await drawer().locator('[data-job-state="done"]').waitFor({ timeout: PATIENCE });
  await expectGood(page);
  await page.keyboard.press('Escape');
  await page.locator('[data-camera]').nth(1).waitFor();
  const before = await registered();
  expect(before.map(({ placement, username }) => [placement.place, username])).toEqual([
    ['桥头', SHARED.username],
    ['桥头', SHARED.username],
  ]);

  await page.getByRole('button', { name: '导入', exact: true }).click();
  await drawer().locator('input[type="file"]').setInputFiles(file('桥梁'));
  await drawer().locator('[data-import-errors="0"]').getByText('新增 0，更新 0，不变 2').waitFor();
  await page.keyboard.press('Escape');
});

test('what a search finds is registered with the set; a camera with other credentials is named, and not locked', async () => {
  await page.getByRole('button', { name: '发现', exact: true }).click();
  await drawer()
    .locator('#targets')
    .fill([2, 3].map((index) => stage.camera(index).address).join(' '));
  await drawer().getByRole('button', { name: '开始' }).click();
  await drawer().locator('[data-device]').nth(1).waitFor({ timeout: PATIENCE });
  await drawer()
    .getByText(/^用凭据组/)
    .click();
  await drawer().getByRole('checkbox', { name: '全选' }).check();
  await drawer().getByRole('combobox', { name: '所属机构' }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await drawer().getByRole('button', { name: '登记所选 2 台' }).click();
  await drawer().locator('[data-job-state="done"]').waitFor({ timeout: PATIENCE });
  await drawer()
    .locator('[data-item-state="failed"]')
    .filter({ hasText: stage.camera(3).address })
    .waitFor();
  await expectGood(page);
  expect(await registered()).toHaveLength(3);
  expect(stage.camera(3).counters.wrongLogins).toBeLessThanOrEqual(2);
});
