import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Grant } from '../../server/contract/grant.ts';
import { lendSession } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub } from '../rig/hub-process.ts';
import { DUTY_OFFICER, TECHNICIAN, TOWN_OFFICIAL } from '../rig/people.ts';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { cameraOf, channelOf, openPage, QUICK, sourceOf } from './stage.ts';
import { awaitCause, awaitMoving, awaitTile, PATIENCE } from './wall.ts';

const HOUR = 3_600_000;

let fleet: Fleet;
let hub: Awaited<ReturnType<typeof startHub>>;
let browser: Browser;
let officerPage: Page;
let officer: HubClient;
let official: HubClient;
let channelId: string;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0, ...QUICK }] });
  hub = await startHub({ people: [TECHNICIAN, DUTY_OFFICER, TOWN_OFFICIAL] });
  const technician = await HubClient.signIn(hub.url, TECHNICIAN);
  channelId = channelOf(await technician.register('东门', sourceOf(cameraOf(fleet, 0))));
  officer = await HubClient.signIn(hub.url, DUTY_OFFICER);
  official = await HubClient.signIn(hub.url, TOWN_OFFICIAL);
  browser = await launchBrowser();
  await lendSession(browser.context, officer);
  officerPage = await openPage(browser);
});
afterAll(async () => {
  await browser.close();
  await hub.close();
  await fleet.close();
});

/** The officer's only grant that holds or waits. */
async function ownGrant(): Promise<Grant> {
  const { grants } = (await officer.expect('grant.own')) as { grants: Grant[] };
  const [grant] = grants.filter(({ state }) => state === 'active' || state === 'pending');
  if (!grant) throw new Error('no grant');
  return grant;
}

async function state(purpose: string, act: string): Promise<void> {
  const dialog = officerPage.getByRole('dialog');
  await dialog.getByRole('radio', { name: purpose }).check();
  await dialog.getByRole('textbox').fill('核实河道水位');
  await dialog.getByRole('button', { name: act }).click();
}

test('a double click asks for the purpose, and then shows the picture', async () => {
  await officerPage.goto(`${hub.url}/live?layout=1`);
  await officerPage.locator(`[data-row-channel="${channelId}"]`).dblclick();
  await state('事件处置', '开始调阅');
  await awaitMoving(officerPage, 0, 0);
  expect(await ownGrant()).toMatchObject({ purpose: 'incident', source: 'own', state: 'active' });
});

test('what is taken away is told on the tile', async () => {
  await official.expect('grant.revoke', { id: (await ownGrant()).id });
  await awaitCause(officerPage, 0, 'grant');
  await officerPage.getByText('授权已失效').waitFor();
});

test('a request waits for somebody else, and the picture comes back by itself', async () => {
  const tile = officerPage.locator('[data-tile="0"]');
  await tile.getByRole('button', { name: '选择事由' }).click();
  await state('培训演练', '提交申请');
  await officerPage.getByText('申请人不能自己审批').waitFor();
  await officerPage.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await tile.getByText('等待审批').waitFor();
  await official.expect('grant.decide', { id: (await ownGrant()).id, body: { approve: true, note: '' } });
  await awaitMoving(officerPage, 0, 0);
  await official.expect('grant.revoke', { id: (await ownGrant()).id });
  await awaitTile(officerPage, 0, 'failed');
});

test('being on duty is leave enough', async () => {
  const { id: userId, unitId } = officer.user;
  const now = Date.now();
  await official.expect('roster.add', { body: { userId, unitId, startsAt: now, endsAt: now + HOUR } });
  await awaitMoving(officerPage, 0, 0);
  await officerPage.getByRole('button', { name: '值班巡查' }).waitFor();
});

test('broken glass is told on whatever page the official is', async () => {
  await lendSession(browser.context, official);
  const officialPage = await openPage(browser);
  await officialPage.goto(`${hub.url}/roster`);
  await officialPage.getByRole('main').getByText(DUTY_OFFICER.username).first().waitFor();
  const { unitId } = officer.user;
  await officer.expect('grant.breakGlass', { body: { unitId, reason: '河道漫堤' } });
  const alert = officialPage.getByRole('alert').filter({ hasText: '河道漫堤' });
  await alert.getByRole('button', { name: '去查看' }).click();
  await officialPage.getByRole('button', { name: /^审查 / }).click();
  const dialog = officialPage.getByRole('dialog');
  await dialog.getByRole('radio', { name: '正当', exact: true }).check();
  await dialog.getByRole('textbox').fill('情况属实');
  await dialog.getByRole('button', { name: '审查' }).click();
  await officialPage.getByText('没有待处理的申请').waitFor({ timeout: PATIENCE });
});
