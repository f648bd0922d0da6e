import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerRule, Meeting } from '../../server/contract/meeting.ts';
import type { Site } from '../../server/contract/org.ts';
import type { KioskMade } from '../../server/contract/wall.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { SYSTEM, TOWN_OFFICIAL } from '../rig/people.ts';
import { expectGood } from './axe.ts';
import { ringPage } from './ring-page.ts';

let hub: HubProcess;
let official: HubClient;
let site: Site;
let room: Browser;
let screen: Page;
let link: string;

beforeAll(async () => {
  hub = await startHub({ people: [TOWN_OFFICIAL, SYSTEM] });
  official = await HubClient.signIn(hub.url, TOWN_OFFICIAL);
  const system = await HubClient.signIn(hub.url, SYSTEM);
  const body = { unitId: official.user.unitId, name: '大厅', kind: 'monitoring-room' };
  site = (await system.expect('site.create', { body })) as Site;
  const wanted = { name: '大厅左屏', siteId: site.id, days: 1 };
  const { token } = (await official.expect('kiosk.create', { body: wanted })) as KioskMade;
  link = `${hub.url}/kiosk#${token}`;
  room = await launchBrowser({ flags: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
  screen = await room.context.newPage();
});
afterAll(async () => {
  await room.close();
  await hub.close();
});

test('a unit lets the screens of its site answer by themselves', async () => {
  const desk = await launchBrowser();
  try {
    await lendSession(desk.context, official);
    const page = await desk.context.newPage();
    await page.goto(`${hub.url}/organisation?unit=${site.unitId}`);
    await page.getByRole('button', { name: '大厅 不自动接听' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '自动接听', exact: true }).check();
    await dialog.getByLabel('秒后').fill('12');
    await expectGood(page);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '大厅 12 秒后自动接听' }).waitFor();
  } finally {
    await desk.close();
  }
  const { rules } = (await official.expect('site.answerRules')) as { rules: AnswerRule[] };
  expect(rules).toEqual([{ siteId: site.id, answersAfter: 12 }]);
});

test('a call fills the screen with its countdown, and is answered by itself when that is over, not before', async () => {
  const startsAt = Date.now() + 60_000;
  const facts = { title: '调度', agenda: '', startsAt, endsAt: startsAt + 3_600_000, unitId: site.unitId };
  const invited = { unitIds: [], siteIds: [site.id], userIds: [] };
  const rest = { kind: 'scheduled', invited, lobby: false, passcode: null, recurrence: null };
  const { id } = (await official.expect('meeting.create', { body: { ...facts, ...rest } })) as Meeting;
  const caller = await ringPage(screen, link, id);
  await screen.getByText('本场所还没有默认画面').waitFor();
  const answersAt = Date.now() + 6_000;
  caller.ring({ until: Date.now() + 45_000, answersAt });
  await screen.getByRole('heading', { name: '王主任来电' }).waitFor();
  await screen.getByRole('timer').getByText('秒后自动接听').waitFor();
  await expectGood(screen);
  expect(await caller.answer).toEqual({ meetingId: id, accept: true, reason: '' });
  // The hub's clock, which the page knows to the second.
  expect(Date.now()).toBeGreaterThan(answersAt - 1_500);
  await screen.locator(`[data-meeting="${id}"]`).waitFor();
});

test('hung up, it shows its wall again; declined, too', async () => {
  await screen.getByRole('button', { name: '挂断' }).click();
  await screen.getByText('本场所还没有默认画面').waitFor();
  const caller = await ringPage(screen, `${hub.url}/kiosk`);
  await screen.getByText('本场所还没有默认画面').waitFor();
  caller.ring({ until: Date.now() + 45_000 });
  expect(await screen.getByRole('timer').count()).toBe(0);
  await screen.getByRole('button', { name: '拒接' }).click();
  expect(await caller.answer).toMatchObject({ accept: false });
  await screen.getByText('本场所还没有默认画面').waitFor();
});
