import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shift } from '../../server/contract/roster.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { DUTY_OFFICER, TOWN_OFFICIAL } from '../rig/people.ts';
import { pidsOf } from '../rig/processes.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

const HOUR = 3_600_000;
/** From the end of the leave to look to the end of the picture, ms. */
const END_MS = 2_000;

let stage: Stage;
let channel: string;
/** Who looks; the page of the stage's browser is theirs. */
let officer: HubClient;
/** Who answers for the area. */
let official: HubClient;
let office: Browser;
let desk: Page;

beforeAll(async () => {
  stage = await setStage({
    cameras: [{ clip: 5 }],
    others: [DUTY_OFFICER, TOWN_OFFICIAL],
    environment: { HUB_RELAY_IDLE_MS: '0' },
  });
  channel = await addCamera(stage, stage.camera(0));
  officer = await HubClient.signIn(stage.hub.url, DUTY_OFFICER);
  official = await HubClient.signIn(stage.hub.url, TOWN_OFFICIAL);
  await lendSession(stage.browser.context, officer);
  office = await launchBrowser();
  await lendSession(office.context, official);
  desk = await openPage(office);
});
afterAll(async () => {
  await office.close();
  await stage.close();
});

async function moving(): Promise<void> {
  await awaitTile(stage.page, 0, 'live');
  await awaitMoving(stage.page, 0, stage.camera(0).clipNumber);
}

/** The picture has ended, on the page and, as nobody else looks, at the camera. */
async function expectEnd(began: number): Promise<void> {
  await stage.page.locator('[data-tile="0"]').getByText('授权已失效，画面已停止').waitFor();
  await expect.poll(() => pidsOf(stage.hub.pid, 'ffmpeg'), { timeout: PATIENCE, interval: 20 }).toEqual([]);
  expect(performance.now() - began).toBeLessThan(END_MS);
}

describe('who is on duty', () => {
  let shift: Shift;

  test('sees nothing before the shift begins, and is asked for a purpose', async () => {
    await openWall(stage.page, stage.hub.url, [channel]);
    await stage.page.getByRole('dialog').getByText('说明调阅事由').waitFor();
    await stage.page.keyboard.press('Escape');
    await stage.page.locator('[data-tile="0"]').getByText('需要调阅事由').waitFor();
  });

  test('sees the own area as soon as somebody else has written the roster', async () => {
    const { id: userId, unitId } = officer.user;
    const now = Date.now();
    const body = { unitId, userId, startsAt: now - HOUR, endsAt: now + HOUR };
    shift = (await official.expect('roster.add', { body })) as Shift;
    await moving();
    await stage.page.locator('[data-grant][data-source="duty"]').getByText('值班巡查').waitFor();
  });

  test('and no more when the shift is ended', async () => {
    const began = performance.now();
    await official.expect('roster.end', { id: shift.id });
    await expectEnd(began);
  });
});

describe('who asks', () => {
  test('waits for somebody else', async () => {
    const { page } = stage;
    await page.getByRole('button', { name: '选择事由', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /培训演练/ }).check();
    await dialog.getByLabel('具体说明').fill('新任值班员培训');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await dialog.getByText('申请人不能自己审批').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await page.locator('[data-tile="0"]').getByText('已申请，等待审批').waitFor();
  });

  test('and sees, without touching the page, when it is approved', async () => {
    await desk.goto(`${stage.hub.url}/approvals`);
    await desk.getByRole('button', { name: /^批准/ }).first().click();
    await desk.getByRole('dialog').getByRole('button', { name: '批准' }).click();
    await moving();
  });

  test('until it is taken away', async () => {
    await desk.goto(`${stage.hub.url}/approvals?show=active`);
    await desk.getByRole('button', { name: '撤销' }).first().click();
    const began = performance.now();
    await desk.getByRole('tooltip').getByRole('button', { name: '撤销' }).click();
    await expectEnd(began);
  });
});

describe('who breaks the glass', () => {
  test('sees at once, and those who answer for the area hear of it at once', async () => {
    const { page } = stage;
    await page.getByRole('button', { name: '紧急调阅', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('紧急情况说明').fill('河道漫堤，群众被困');
    await dialog.getByRole('button', { name: '确认，立即调阅' }).click();
    await moving();
    await desk.getByText('河道漫堤，群众被困').first().waitFor();
  });

  test('and answers for it afterwards', async () => {
    await desk.goto(`${stage.hub.url}/approvals`);
    await desk.getByRole('button', { name: /^审查/ }).first().click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('radio').first().check();
    await dialog.getByRole('textbox').fill('现场属实，处置及时');
    await dialog.getByRole('button', { name: '审查' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
