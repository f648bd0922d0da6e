import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerRule } from '../../server/contract/meeting.ts';
import type { Site } from '../../server/contract/org.ts';
import type { KioskMade } from '../../server/contract/wall.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { DUTY_OFFICER, SYSTEM, TECHNICIAN, TOWN_OFFICIAL, type RigPerson } from '../rig/people.ts';
import { expectGood } from './axe.ts';
import { addCamera, cameraOf, QUICK } from './stage.ts';
import { awaitMoving as awaitTileMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
/** How soon the screen answers by itself, s: the least that a unit may choose. */
const ANSWERS_AFTER = 5;

let hub: HubProcess;
let fleet: Fleet;
let channel: string;
let site: Site;
let link: string;
let official: HubClient;
let caller: Page;
let callee: Page;
let screen: Page;
const browsers: Browser[] = [];

beforeAll(async () => {
  hub = await startHub({ people: [TOWN_OFFICIAL, DUTY_OFFICER, SYSTEM, TECHNICIAN] });
  fleet = await startFleet({ cameras: [QUICK] });
  channel = await addCamera({ client: await signIn(TECHNICIAN) }, cameraOf(fleet, 0));
  official = await HubClient.signIn(hub.url, TOWN_OFFICIAL);
  await official.grant('duty-patrol');
  const system = await HubClient.signIn(hub.url, SYSTEM);
  const body = { unitId: official.user.unitId, name: '大厅', kind: 'monitoring-room' };
  site = (await system.expect('site.create', { body })) as Site;
  const wanted = { name: '大厅左屏', siteId: site.id, days: 1 };
  const { token } = (await official.expect('kiosk.create', { body: wanted })) as KioskMade;
  link = `${hub.url}/kiosk#${token}`;
  caller = await openPage();
  callee = await openPage();
  screen = await openPage();
  await lendSession(caller.context(), official);
  await lendSession(callee.context(), await signIn(DUTY_OFFICER));
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await hub.close();
  await fleet.close();
});

const signIn = (person: RigPerson): Promise<HubClient> => HubClient.signIn(hub.url, person);

async function openPage(): Promise<Page> {
  const browser = await launchBrowser({ flags: FAKE_DEVICES });
  browsers.push(browser);
  return browser.context.newPage();
}

const unitPage = (): string => `${hub.url}/organisation?unit=${site.unitId}`;

/** One click on the unit, which rings at whoever belongs to it; the caller is in the room. */
async function callUnit(): Promise<void> {
  await caller.goto(unitPage());
  await caller.getByRole('button', { name: /^呼叫/ }).click();
  await caller.locator('[data-room-phase="in"]').waitFor();
}

/** Calls the screens of the site; the caller goes in. */
async function callSite(): Promise<string> {
  const invited = { unitIds: [], siteIds: [site.id], userIds: [] };
  const { id } = (await official.expect('meeting.call', { body: { title: '', invited } })) as { id: string };
  await caller.goto(`${hub.url}/meetings/${id}/room?camera=1&microphone=1`);
  await caller.locator('[data-room-phase="in"]').waitFor();
  return id;
}

/** The other is seen, and moves. */
async function awaitMoving(page: Page): Promise<void> {
  const other = '.room-tile[data-picture="moving"]:not(:has([data-own])) video';
  await page.locator(other).waitFor({ timeout: PATIENCE });
  const frames = (): Promise<number> =>
    page
      .locator(other)
      .evaluate((video) => (video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0));
  const before = await frames();
  await expect.poll(frames, { timeout: PATIENCE }).toBeGreaterThan(before + 10);
}

test('one click on a unit rings at its people; accepting leads both into the room', async () => {
  await callee.goto(`${hub.url}/account`);
  await callee.getByRole('banner').waitFor();
  await callUnit();
  const ring = callee.getByRole('alert');
  await ring.getByText('town-official来电').waitFor();
  await expectGood(callee);
  await ring.getByRole('button', { name: '接听' }).click();
  await callee.locator('[data-room-phase="in"]').waitFor();
  await Promise.all([awaitMoving(caller), awaitMoving(callee)]);
  await callee.locator('.my-bar').getByRole('button', { name: '离开' }).click();
  await callee.waitForURL(`${hub.url}/meetings`);
});

test('who declines tells the caller why', async () => {
  await callUnit();
  await callee.getByRole('alert').getByRole('button', { name: '拒接' }).click();
  await expectGood(callee);
  await callee.getByRole('button', { name: '稍后回复' }).click();
  await caller.getByRole('button', { name: '参会人' }).click();
  await caller.getByText(/已拒绝\s+稍后回复/).waitFor();
  await callee.locator('.ring').waitFor({ state: 'detached' });
});

test('a caller who gives up was missed, and is called back', async () => {
  await callUnit();
  await callee.getByRole('alert').getByText('town-official来电').waitFor();
  await caller.locator('.my-bar').getByRole('button', { name: '离开' }).click();
  const missed = callee.locator('.ring-quiet', { hasText: '未接来电：town-official' });
  await missed.waitFor();
  await expectGood(callee);
  await missed.getByRole('button', { name: '回拨' }).click();
  await caller.getByRole('alert').getByText('duty-officer来电').waitFor();
  await callee.locator('[data-room-phase="in"]').waitFor();
  await caller.getByRole('alert').getByRole('button', { name: '接听' }).click();
  await Promise.all([awaitMoving(caller), awaitMoving(callee)]);
  await callee.goto(`${hub.url}/account`);
});

test('a unit lets the screens of its site answer by themselves', async () => {
  await caller.goto(unitPage());
  await caller.getByRole('button', { name: '大厅 不自动接听' }).click();
  const dialog = caller.getByRole('dialog');
  await dialog.getByRole('radio', { name: '自动接听', exact: true }).check();
  await dialog.getByLabel('秒后').fill(String(ANSWERS_AFTER));
  await expectGood(caller);
  await dialog.getByRole('button', { name: '保存' }).click();
  await caller.getByRole('button', { name: `大厅 ${ANSWERS_AFTER} 秒后自动接听` }).waitFor();
  const { rules } = (await official.expect('site.answerRules')) as { rules: AnswerRule[] };
  expect(rules).toEqual([{ siteId: site.id, answersAfter: ANSWERS_AFTER }]);
});

test('the screen counts down, answers by itself and not before, and shows its wall when the call ends', async () => {
  await screen.goto(link);
  await screen.getByText('本场所还没有默认画面').waitFor();
  const called = Date.now();
  const id = await callSite();
  await screen.getByRole('timer').getByText('秒后自动接听').waitFor();
  await screen.getByRole('heading', { name: 'town-official来电' }).waitFor();
  await screen.locator(`[data-meeting="${id}"]`).waitFor();
  // The hub's clock, which the page knows to the second.
  expect(Date.now() - called).toBeGreaterThan(ANSWERS_AFTER * 1_000 - 1_000);
  await Promise.all([awaitMoving(caller), awaitMoving(screen)]);
  await expectGood(screen);
  await caller.getByRole('button', { name: '会控' }).click();
  await caller.getByRole('button', { name: '结束会议' }).click();
  await caller.getByRole('button', { name: /确定结束/ }).click();
  await screen.getByText('本场所还没有默认画面').waitFor();
});

test('declined at the screen, or hung up, it shows its wall, too', async () => {
  await callSite();
  await screen.getByRole('button', { name: '拒接' }).click();
  await screen.getByText('本场所还没有默认画面').waitFor();
  await callSite();
  await screen.getByRole('button', { name: '接听', exact: true }).click();
  await screen.getByRole('button', { name: '挂断' }).click();
  await screen.getByText('本场所还没有默认画面').waitFor();
});

test('a screen that is not let in says why, and shows its wall again by itself', async () => {
  await callSite();
  await caller.getByRole('button', { name: '会控' }).click();
  await caller.getByRole('checkbox', { name: '锁定会议' }).click();
  await caller.locator('.room-head').getByText('已锁定').waitFor();
  await screen.getByRole('button', { name: '接听', exact: true }).click();
  await screen.locator('[data-room-phase="refused"] .problem').waitFor();
  await screen.getByText('本场所还没有默认画面').waitFor();
});

const beside = (page: Page) => page.locator('.meeting-beside');
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
/** The place of the other in the room, who may have come in anew under it, or not. */
const seatOfOther = async (page: Page): Promise<string | null> =>
  page.locator('.room-tile[data-pane^="person:"]:not([data-mine])').getAttribute('data-pane');

test('a camera’s unit is called from its tile: for both, the meeting stands beside the wall', async () => {
  await callee.goto(`${hub.url}/live`);
  await callee.locator('.wall').waitFor();
  await openWall(caller, hub.url, [channel], 4);
  await awaitTile(caller, 0, 'live');
  await caller.locator('[data-tile="0"]').hover();
  await caller.locator('[data-tile="0"] .tile-bar').getByRole('button', { name: /^呼叫/ }).click();
  await beside(caller).locator('[data-room-phase="in"]').waitFor();
  await callee.getByRole('alert').getByRole('button', { name: '接听' }).click();
  await beside(callee).locator('[data-room-phase="in"]').waitFor();
  await Promise.all([awaitMoving(caller), awaitMoving(callee)]);
  await awaitTileMoving(caller, 0, cameraOf(fleet, 0).clipNumber);
  // One at a time: there is no second call to make.
  expect(await caller.locator('.tile-bar').getByRole('button', { name: /^呼叫/ }).count()).toBe(0);
  await expectGood(caller);
});

test('a camera is brought into the room, and the other sees it move, under a watermark', async () => {
  await beside(caller).getByRole('button', { name: '接入监控' }).click();
  const { name } = cameraOf(fleet, 0);
  await beside(caller)
    .getByRole('button', { name: `接入 ${name}` })
    .click();
  const camera = callee.locator('[data-pane^="camera:"]');
  await callee.locator('[data-pane^="camera:"][data-picture="moving"] .watermark').waitFor({ timeout: PATIENCE });
  await beside(caller)
    .getByRole('button', { name: `移除 ${name}` })
    .click();
  await camera.waitFor({ state: 'detached' });
  await beside(caller).getByRole('button', { name: '接入监控' }).click();
});

test('the meeting stays while the wall changes, and each has the keys where one is', async () => {
  const id = query(caller).get('meeting');
  const seat = await seatOfOther(callee);
  await caller.locator('[data-tile="1"]').focus();
  await caller.keyboard.press('9');
  await caller.locator('.wall[data-layout="9"]').waitFor();
  await awaitTile(caller, 0, 'live');
  await beside(caller).locator('.room-head h2').click();
  await caller.keyboard.press('m');
  await callee.locator(`[data-pane="${seat ?? ''}"][data-microphone="off"]`).waitFor();
  await caller.keyboard.press('2');
  await beside(caller).locator('[data-layout="grid"]').waitFor();
  expect(query(caller).get('layout')).toBe('9');
  await caller.keyboard.press('Escape');
  await caller.keyboard.press('w');
  await caller.getByRole('button', { name: '空白电视墙' }).click();
  await caller.locator('.wall[data-layout="4"]').waitFor();
  expect(query(caller).get('meeting')).toBe(id);
  expect(await seatOfOther(callee)).toBe(seat);
  await awaitMoving(caller);
});

test('the room goes to a page of its own and back to the wall, and nobody has left it', async () => {
  const seat = await seatOfOther(callee);
  await beside(caller).locator('.my-bar').getByRole('button', { name: '纪要' }).click();
  await beside(caller).locator('.room-panel textarea').first().fill('桥头水位正常');
  await beside(caller).getByRole('button', { name: '单独显示会议' }).click();
  await caller.waitForURL(/\/meetings\/[^/]+\/room\?camera=1&microphone=0$/);
  await caller.locator('[data-room-phase="in"]').waitFor();
  await caller.locator('.my-bar').getByRole('button', { name: '纪要' }).click();
  await expect.poll(() => caller.locator('.room-panel textarea').first().inputValue()).toBe('桥头水位正常');
  await caller.getByRole('button', { name: '放到电视墙旁' }).click();
  await beside(caller).locator('[data-room-phase="in"]').waitFor();
  expect(query(caller).get('layout')).toBe('4');
  await Promise.all([awaitMoving(caller), awaitMoving(callee)]);
  expect(await seatOfOther(callee)).toBe(seat);
  await caller.locator('.my-bar').getByRole('button', { name: '离开' }).click();
  await beside(caller).waitFor({ state: 'detached' });
  await caller.locator('.wall').waitFor();
  expect(query(caller).has('meeting')).toBe(false);
});
