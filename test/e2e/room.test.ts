import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LinkQuality } from '../../server/contract/meeting-room.ts';
import type { Meeting } from '../../server/contract/meeting.ts';
import type { OrgUnit } from '../../server/contract/org.ts';
import type { NotificationData } from '../../server/contract/ws.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { pidsOf } from '../rig/processes.ts';
import { DUTY_OFFICER, SYSTEM, TOWN_OFFICIAL, type RigPerson } from '../rig/people.ts';
import { expectGood } from './axe.ts';
import { PATIENCE } from './wall.ts';

const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

type Told = NotificationData<'room.participants'>;

let hub: HubProcess;
let meeting: Meeting;
let chair: Page;
let member: Page;
let memberId: string;
const browsers: Browser[] = [];
/** The connection of each page, and those whose network is gone. */
const wires = new Map<Page, WebSocketRoute>();
const cut = new Set<Page>();
/** What each page was told last of somebody in the room. */
const lastTold = new Map<Page, Told | undefined>();

beforeAll(async () => {
  hub = await startHub({ people: [TOWN_OFFICIAL, DUTY_OFFICER, SYSTEM] });
  const official = await HubClient.signIn(hub.url, TOWN_OFFICIAL);
  const unitId = official.user.unitId;
  const now = Date.now();
  const facts = { kind: 'scheduled', title: '防汛会商', agenda: '', startsAt: now, endsAt: now + 3_600_000 };
  const officer = await signIn(DUTY_OFFICER);
  const place = { kind: 'town', civilCode: '', contactName: '', contactPhone: '', longitude: null, latitude: null };
  const absent = { parentId: unitId, name: '城关镇', ...place };
  const town = (await (await signIn(SYSTEM)).expect('org.create', { body: absent })) as OrgUnit;
  const invited = { unitIds: [unitId, town.id], siteIds: [], userIds: [officer.user.id] };
  const body = { ...facts, invited, unitId, lobby: false, passcode: null, recurrence: null };
  meeting = (await official.expect('meeting.create', { body })) as Meeting;
  chair = await enter(official);
  member = await enter(officer);
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await hub.close();
});

const signIn = (person: RigPerson): Promise<HubClient> => HubClient.signIn(hub.url, person);

async function enter(client: HubClient): Promise<Page> {
  const browser = await launchBrowser({ flags: FAKE_DEVICES });
  browsers.push(browser);
  await lendSession(browser.context, client);
  const page = await browser.context.newPage();
  await page.routeWebSocket(/\/ws$/, (route) => {
    if (cut.has(page)) void route.close();
    else {
      route.connectToServer().onMessage((message) => {
        route.send(message);
        if (typeof message === 'string') lastTold.set(page, readParticipants(message) ?? lastTold.get(page));
      });
      wires.set(page, route);
    }
  });
  await page.goto(`${hub.url}/meetings/${meeting.id}/room?camera=1&microphone=1`);
  await page.locator('[data-room-phase="in"]').waitFor();
  return page;
}

function readParticipants(message: string): Told | undefined {
  const { notification, data } = JSON.parse(message) as { notification?: string; data: Told };
  return notification === 'room.participants' && data.changed.length > 0 ? data : undefined;
}

/** The tile of another than the page's own user. */
const OTHER = '.room-tile[data-pane^="person:"]:not(:has([data-own]))';

/** How many times the other's picture changed while one looks; 0: it stands still. */
async function awaitMoving(page: Page): Promise<void> {
  await page.locator(`${OTHER}[data-picture="moving"]`).waitFor({ timeout: PATIENCE });
  const frames = async (): Promise<number> =>
    page
      .locator(`${OTHER} video`)
      .evaluate((video) => (video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0));
  const before = await frames();
  await expect.poll(frames, { timeout: PATIENCE }).toBeGreaterThan(before + 10);
}

test('two people see each other move', async () => {
  await Promise.all([awaitMoving(chair), awaitMoving(member)]);
  memberId = (await chair.locator(OTHER).getAttribute('data-pane')) ?? '';
  expect(memberId).toMatch(/^person:/);
  await chair.locator(`[data-pane="${memberId}"][data-microphone="on"]`).waitFor();
});

test('nothing on the page is grave for who sees or hears little', async () => {
  await expectGood(chair);
});

test('a chair mutes a member: it is shown to both, and holds whatever the member presses', async () => {
  await chair.getByRole('button', { name: '会控' }).click();
  const may = chair.getByRole('checkbox', { name: '允许自行解除静音' });
  await may.click();
  // The hub decides, and tells.
  await expect.poll(() => may.isChecked()).toBe(false);
  await chair.getByRole('button', { name: '参会人' }).click();
  await chair.getByRole('button', { name: '对 duty-officer 的操作' }).click();
  await chair.getByRole('group').getByRole('button', { name: '静音', exact: true }).click();
  await chair.locator(`[data-pane="${memberId}"][data-microphone="muted"]`).waitFor();
  const own = member.locator('.my-bar').getByRole('button', { name: '被静音' });
  await own.click();
  await member.locator('.room-said span').waitFor();
  await own.waitFor();
  await chair.locator(`[data-pane="${memberId}"][data-microphone="muted"]`).waitFor();
});

test('a hand is raised by a key, and seen by the chair', async () => {
  await member.locator('body').press('h');
  await chair.locator(`[data-pane="${memberId}"] .room-hand`).waitFor();
});

test('a poor line of one’s own is told at one’s own switches, and no more when it is good again', async () => {
  await member.locator('.room-tile[data-mine]').waitFor();
  const line = member.locator('.my-bar [role="status"]');
  expect(await line.textContent()).toBe('');
  const me = lastTold.get(member)?.changed.find(({ id }) => `person:${id}` === memberId);
  if (!me) throw new Error('nothing was told of the member');
  // As the hub tells it; a line is not made bad for it here.
  const tell = (link: LinkQuality): void => {
    const data: Told = { changed: [{ ...me, link }], left: [] };
    wires.get(member)?.send(JSON.stringify({ notification: 'room.participants', data }));
  };
  tell('poor');
  await line.locator('[data-link="poor"]').getByText('网络差：以语音为主').waitFor();
  await expectGood(member);
  tell('good');
  await expect.poll(() => line.textContent()).toBe('');
});

test('what is written is read by the other, as text', async () => {
  await member.getByRole('button', { name: '聊天' }).click();
  await member.getByLabel('聊天内容').fill('<b>水位</b> 3.2 m');
  await member.keyboard.press('Enter');
  await chair.getByRole('button', { name: /聊天/ }).click();
  await chair.getByText('<b>水位</b> 3.2 m').waitFor();
});

test('files, minutes and a poll are there for the other, too', async () => {
  const panel = (page: Page) => page.locator('.room-panel');
  const open = async (name: string): Promise<void> => {
    for (const page of [chair, member]) await page.locator('.my-bar').getByRole('button', { name }).click();
  };
  await open('文件');
  const file = chair.locator('.room-panel input[type="file"]');
  await file.setInputFiles({ name: '水位.csv', mimeType: 'text/csv', buffer: Buffer.from('站,水位\n大桥,3.2\n') });
  await panel(member).getByText('水位.csv').waitFor();
  await file.setInputFiles({ name: '水位.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html></html>') });
  await panel(chair).locator('.problem').waitFor();

  await open('纪要');
  await panel(member).locator('textarea').waitFor();
  await panel(chair).locator('textarea').fill('大桥水位 3.2 米，继续观察');
  await panel(chair).getByRole('button', { name: '添加议定事项' }).click();
  const decision = (page: Page) => panel(page).getByRole('group', { name: '议定事项 1' });
  await decision(chair).getByLabel('内容').fill('加密巡查');
  await decision(chair).getByLabel('责任单位').selectOption(meeting.unitId);
  await decision(chair).getByLabel('完成期限').fill('2026-12-01');
  // Another panel in between costs nothing of what is written.
  await chair.locator('.my-bar').getByRole('button', { name: '文件' }).click();
  await chair.locator('.my-bar').getByRole('button', { name: '纪要' }).click();
  await panel(chair).getByRole('button', { name: '保存' }).click();
  await expect
    .poll(() => panel(member).locator('textarea').inputValue(), { timeout: PATIENCE })
    .toBe('大桥水位 3.2 米，继续观察');
  expect(await decision(member).getByLabel('内容').inputValue()).toBe('加密巡查');
  expect(await decision(member).getByLabel('责任单位').inputValue()).toBe(meeting.unitId);
  expect(await decision(member).getByLabel('完成期限').inputValue()).toBe('2026-12-01');
  await expectGood(chair);

  await open('表决');
  await panel(chair).locator('input[maxlength="200"]').fill('是否转移群众？');
  await panel(chair).locator('textarea').fill('转移\n暂不转移');
  await panel(chair).getByRole('button', { name: '开始表决' }).click();
  await panel(member).getByRole('button', { name: '投票：转移' }).click();
  await panel(chair).getByText('duty-officer').waitFor();
  await panel(member).getByRole('button', { name: '投票：转移' }).waitFor({ state: 'detached' });
});

test('a shared screen is shown large to the other, until it is no more', async () => {
  const share = chair.locator('.my-bar').getByRole('button', { name: '共享屏幕' });
  await share.click();
  const screen = member.locator('[data-pane^="screen:"]');
  await member.locator('[data-pane^="screen:"][data-large][data-picture="moving"]').waitFor({ timeout: PATIENCE });
  await share.click();
  await screen.waitFor({ state: 'detached' });
});

test('a cut connection comes back to the same seat, muted and with the hand raised', async () => {
  cut.add(member);
  await wires.get(member)?.close();
  await chair.locator(`[data-pane="${memberId}"] [data-link="lost"]`).waitFor({ timeout: PATIENCE });
  const back = Date.now();
  cut.delete(member);
  await member.locator('[data-room-phase="in"]').waitFor({ timeout: PATIENCE });
  await chair.locator(`[data-pane="${memberId}"] [data-link="lost"]`).waitFor({ state: 'detached', timeout: PATIENCE });
  await Promise.all([awaitMoving(chair), awaitMoving(member)]);
  process.stdout.write(`both see each other ${Date.now() - back} ms after the network is back\n`);
  await chair.locator(`[data-pane="${memberId}"][data-microphone="muted"] .room-hand`).waitFor();
});

test('the media workers are killed: they see each other again, in the same seats', async () => {
  for (const pid of pidsOf(hub.pid, 'mediasoup-worker')) process.kill(pid, 'SIGKILL');
  const began = Date.now();
  // More new pictures than can have been on their way.
  await Promise.all([awaitMoving(chair), awaitMoving(member)]);
  process.stdout.write(`both see each other ${Date.now() - began} ms after the workers were killed\n`);
  expect(await chair.locator(OTHER).getAttribute('data-pane')).toBe(memberId);
});

test('a roll call shows whoever is called, who may speak for so long; the absent are marked', async () => {
  await chair.getByRole('button', { name: '会控' }).click();
  await chair.getByRole('button', { name: '开始点名' }).click();
  const roll = chair.locator('.roll-call');
  const mark = async (word: '已到' | '未到'): Promise<void> => roll.getByRole('button', { name: word }).click();
  await roll.getByText('（1/3）').waitFor();
  await mark('已到');
  await roll.getByText('点名：duty-officer（2/3）').waitFor();
  await chair.locator(`[data-pane="${memberId}"][data-large][data-microphone="on"]`).waitFor();
  await expectGood(chair);
  await mark('已到');
  await chair.locator(`[data-pane="${memberId}"][data-microphone="muted"]`).waitFor();
  await roll.getByText('点名：城关镇（3/3）').waitFor();
  await roll.getByText('不在会').waitFor();
  await mark('未到');
  await member.locator('.roll-call').getByText('已到 2 · 未到 1').waitFor();
  await roll.getByRole('button', { name: '结束点名' }).click();
  await member.locator('.roll-call').waitFor({ state: 'detached' });
});

test('the hub is killed and started again: both are back by themselves', async () => {
  await hub.stop('SIGKILL');
  hub = await startHub({ again: hub });
  const began = Date.now();
  await Promise.all(
    [chair, member].map((page) => page.locator('[data-room-phase="in"]').waitFor({ timeout: PATIENCE })),
  );
  await Promise.all([awaitMoving(chair), awaitMoving(member)]);
  process.stdout.write(`both see each other ${Date.now() - began} ms after the hub listens again\n`);
});

test('the chair ends it, everybody is out, and the sheet says who was there', async () => {
  await chair.getByRole('button', { name: '结束会议' }).click();
  await chair.getByRole('button', { name: /确定结束/ }).click();
  await Promise.all([chair, member].map((page) => page.getByText('会议已结束').waitFor()));
  await chair.goto(`${hub.url}/meetings?view=past`);
  await chair
    .locator('.meeting', { hasText: '防汛会商' })
    .getByRole('button', { name: /更多操作/ })
    .click();
  await chair.getByRole('menuitem', { name: '签到表' }).click();
  // Whether they came, and what the roll call found.
  const line = (name: string) => chair.locator('.attendance').first().getByRole('row', { name });
  await expect.poll(() => line('duty-officer').getByRole('cell').allTextContents()).toEqual(['个人', '到', '到']);
  await expect.poll(() => line('城关镇').getByRole('cell').allTextContents()).toEqual(['单位', '缺席', '缺席']);
});
