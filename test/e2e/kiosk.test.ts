import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../server/contract/org.ts';
import type { Kiosk, Wall } from '../../server/contract/wall.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub } from '../rig/hub-process.ts';
import { SYSTEM, TOWN_OFFICIAL } from '../rig/people.ts';
import { expectGood } from './axe.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile } from './wall.ts';

let stage: Stage;
let room: Browser;
let screen: Page;
let official: HubClient;
let site: Site;
let channel: string;

beforeAll(async () => {
  stage = await setStage({ cameras: [{}], others: [SYSTEM, TOWN_OFFICIAL] });
  channel = await addCamera(stage, stage.camera(0));
  official = await HubClient.signIn(stage.hub.url, TOWN_OFFICIAL);
  const system = await HubClient.signIn(stage.hub.url, SYSTEM);
  const body = { unitId: official.user.unitId, name: '大厅', kind: 'monitoring-room' };
  site = (await system.expect('site.create', { body })) as Site;
  await lendSession(stage.browser.context, official);
  room = await launchBrowser();
  screen = await openPage(room);
});
afterAll(async () => {
  await room.close();
  await stage.close();
});

async function kiosks(): Promise<Kiosk[]> {
  return ((await official.expect('kiosk.list')) as { kiosks: Kiosk[] }).kiosks;
}

test('a browser that nobody set up says so', async () => {
  await screen.goto(`${stage.hub.url}/kiosk`);
  await screen.getByText('这个浏览器还不是固定屏幕').waitFor();
  await expectGood(screen);
});

test('a screen is added on the organisation page, and its link shown once', async () => {
  const { page } = stage;
  await page.goto(`${stage.hub.url}/organisation?unit=${site.unitId}`);
  await page.getByRole('button', { name: '添加固定屏幕' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('大厅左屏');
  await expectGood(page);
  await dialog.getByRole('button', { name: '添加' }).click();
  const link = (await page.locator('.kiosk-link code').textContent()) ?? '';
  expect(link).toContain(`${stage.hub.url}/kiosk#`);
  await expectGood(page);
  await screen.goto(link);
  await screen.getByText('本场所还没有默认画面').waitFor();
  expect(screen.url()).toBe(`${stage.hub.url}/kiosk`);
  await expectGood(screen);
});

test('it shows what its site shows, as soon as that is chosen, and nothing to press', async () => {
  const { unitId } = site;
  const screens = [{ layout: '1', tiles: [channel] }];
  const wall = (await official.expect('wall.create', { body: { name: '大厅', unitId, screens } })) as Wall;
  await official.expect('site.setView', { id: site.id, body: { show: { kind: 'wall', id: wall.id } } });
  await awaitTile(screen, 0, 'live');
  await awaitMoving(screen, 0, stage.camera(0).clipNumber);
  expect(await screen.getByRole('button').count()).toBe(0);
  await expectGood(screen);
});

test('it comes back by itself: after a reload, a session that ended, a hub that was restarted', async () => {
  await screen.reload();
  await awaitTile(screen, 0, 'live');
  await room.context.clearCookies();
  await screen.reload();
  await awaitTile(screen, 0, 'live');
  await stage.hub.stop('SIGKILL');
  stage.hub = await startHub({ again: stage.hub });
  await awaitMoving(screen, 0, stage.camera(0).clipNumber);
});

test('it says when its leave has ended', async () => {
  official = await HubClient.signIn(stage.hub.url, TOWN_OFFICIAL);
  const [kiosk] = await kiosks();
  await official.expect('kiosk.remove', { id: kiosk?.id ?? '' });
  await screen.getByText('本屏幕的授权已结束').waitFor();
  await expectGood(screen);
});
