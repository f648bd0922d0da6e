import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Meeting } from '../../server/contract/meeting.ts';
import type { OrgUnit } from '../../server/contract/org.ts';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { SYSTEM, TOWN_OFFICIAL } from '../rig/people.ts';
import { expectGood, expectGoodOnScreens, LANGUAGES, speak, WIDE } from './axe.ts';

const MINUTE = 60_000;
const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let hub: HubProcess;
let official: HubClient;
let browser: Browser;
let page: Page;
let town: OrgUnit;

beforeAll(async () => {
  hub = await startHub({ people: [TOWN_OFFICIAL, SYSTEM] });
  official = await HubClient.signIn(hub.url, TOWN_OFFICIAL);
  const system = await HubClient.signIn(hub.url, SYSTEM);
  const place = { kind: 'town', civilCode: '', contactName: '', contactPhone: '', longitude: null, latitude: null };
  const body = { parentId: official.user.unitId, name: '城关镇综治中心', ...place };
  town = (await system.expect('org.create', { body })) as OrgUnit;
  await system.expect('site.create', { body: { unitId: town.id, name: '大厅', kind: 'monitoring-room' } });
  browser = await launchBrowser({ flags: FAKE_DEVICES });
  await lendSession(browser.context, official);
  page = await browser.context.newPage();
});
afterAll(async () => {
  await browser.close();
  await hub.close();
});

async function meetings(): Promise<Meeting[]> {
  const until = String(Date.now() + 90 * 24 * 60 * MINUTE);
  return ((await official.expect('meeting.list', { query: { from: '0', until } })) as { meetings: Meeting[] }).meetings;
}

async function plan(title: string, inMinutes: number, more: object = {}): Promise<Meeting> {
  const startsAt = Date.now() + inMinutes * MINUTE;
  const facts = { title, agenda: '', startsAt, endsAt: startsAt + 60 * MINUTE, unitId: official.user.unitId };
  const invited = { unitIds: [town.id], siteIds: [], userIds: [] };
  const rest = { kind: 'scheduled', invited, lobby: false, passcode: null, recurrence: null };
  return (await official.expect('meeting.create', { body: { ...rest, ...facts, ...more } })) as Meeting;
}

const row = (title: string) => page.locator('.meeting', { hasText: title });

describe('planning', () => {
  test('what is not filled in, or is wrong, is said at its field', async () => {
    await page.goto(`${hub.url}/meetings`);
    await page.getByText('近 60 天没有安排会议').waitFor();
    await page.getByRole('button', { name: '安排会议' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('开始').fill('2020-01-01T08:00');
    await dialog.getByLabel('时长（分钟）').fill('9000');
    await dialog.getByRole('switch', { name: '需要密码' }).click();
    await dialog.getByLabel('密码', { exact: true }).fill('12');
    await dialog.getByRole('button', { name: '安排', exact: true }).click();
    const wrong = (field: string) =>
      dialog.locator('.ant-form-item', { hasText: field }).locator('.ant-form-item-explain-error');
    await expect.poll(() => wrong('标题').textContent()).toContain('请填写');
    await expect.poll(() => wrong('开始').textContent()).toContain('已经过去');
    await expect.poll(() => wrong('时长（分钟）').textContent()).toContain('5 到 720');
    await expect.poll(() => wrong('密码').last().textContent()).toContain('4 到 12 位');
    expect(await meetings()).toEqual([]);
    await expectGood(page);
  });

  test('a meeting is made with a unit out of the tree, and a passcode', async () => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('标题').fill('防汛会商');
    const soon = new Date(Date.now() + 20 * MINUTE);
    soon.setMinutes(soon.getMinutes() - soon.getTimezoneOffset());
    await dialog.getByLabel('开始').fill(soon.toISOString().slice(0, 16));
    await dialog.getByRole('button', { name: '90 分钟' }).click();
    await dialog.getByLabel('密码', { exact: true }).fill('2468');
    await dialog.getByLabel('查找单位或会场').fill('城关');
    await dialog.getByRole('checkbox', { name: '城关镇综治中心' }).check();
    await dialog.getByRole('checkbox', { name: /大厅/ }).check();
    await dialog.getByText('单位 1 · 会场 1 · 个人 0').waitFor();
    await dialog.getByRole('button', { name: '安排', exact: true }).click();
    await row('防汛会商').getByRole('link', { name: '参加' }).waitFor();
    const [made] = await meetings();
    expect(made).toMatchObject({ title: '防汛会商', hasPasscode: true, kind: 'scheduled' });
    expect(made?.invited.unitIds).toEqual([town.id]);
    expect((made?.endsAt ?? 0) - (made?.startsAt ?? 0)).toBe(90 * MINUTE);
  });

  test('it is changed, and keeps its passcode', async () => {
    await row('防汛会商')
      .getByRole('button', { name: /更多操作/ })
      .click();
    await page.getByRole('menuitem', { name: '修改' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('标题').fill('防汛调度会');
    await dialog.getByRole('button', { name: '保存' }).click();
    await row('防汛调度会').waitFor();
    expect((await meetings())[0]).toMatchObject({ title: '防汛调度会', hasPasscode: true });
  });

  test('a series is cancelled from one on', async () => {
    await plan('周例会', 24 * 60, { recurrence: { every: 'week', times: 3 } });
    await expect.poll(() => row('周例会').count()).toBe(3);
    await row('周例会')
      .nth(1)
      .getByRole('button', { name: /更多操作/ })
      .click();
    await page.getByRole('menuitem', { name: '取消会议' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '这一场和以后各场' }).check();
    await expectGood(page);
    await dialog.getByRole('button', { name: '取消会议' }).click();
    await expect.poll(() => row('周例会').count()).toBe(1);
    const states = (await meetings()).filter(({ title }) => title === '周例会').map(({ state }) => state);
    expect(states).toEqual(['planned', 'cancelled', 'cancelled']);
  });

  test('a calendar file is taken home', async () => {
    await row('周例会')
      .getByRole('button', { name: /更多操作/ })
      .click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: '日历文件' }).click();
    expect((await download).suggestedFilename()).toBe('周例会.ics');
  });
});

describe('coming in', () => {
  test('camera, microphone and network are looked at first, and the passcode is asked for', async () => {
    await page.goto(`${hub.url}/meetings`);
    await row('防汛调度会').getByRole('link', { name: '参加' }).click();
    await page.locator('.preview video').waitFor();
    await page.getByText(/往返 \d+ 毫秒/).waitFor();
    const level = page.locator('.level div');
    // The fake microphone beeps once a second.
    await expect.poll(() => level.evaluate((bar) => bar.style.transform)).toMatch(/scaleX\(0\.\d+\)/);
    await page.getByRole('button', { name: '参加' }).click();
    await page.getByText('请填写会议密码').waitFor();
    await expectGood(page);
  });

  test('what is switched off stays off for the next time, and the room is told', async () => {
    await page.getByRole('switch', { name: '摄像机' }).click();
    await page.getByText('摄像机已关闭').waitFor();
    await page.reload();
    await page.getByText('摄像机已关闭').waitFor();
    await page.locator('.level').waitFor();
    await page.getByLabel('会议密码').fill('2468');
    await page.getByRole('button', { name: '参加' }).click();
    await page.waitForURL(/\/room\?camera=0&microphone=1$/);
    expect(page.url()).not.toContain('2468');
    // It is not asked for again.
    await page.locator('[data-room-phase="in"]').waitFor();
    const devices = await page.evaluate(() => sessionStorage.getItem('room.devices'));
    expect(JSON.parse(devices ?? '')).toEqual({ camera: '', microphone: '', speaker: '' });
  });

  test('too early, and cancelled, are said', async () => {
    const early = await plan('网格员培训', 300, { kind: 'lecture' });
    await page.goto(`${hub.url}/meetings/${early.id}`);
    await page
      .locator('.closed[data-phase="early"]')
      .getByText(/起可以进入/)
      .waitFor();
    expect(await page.getByRole('button', { name: '参加' }).count()).toBe(0);
    await official.expect('meeting.cancel', { id: early.id, body: { series: false } });
    await page.locator('.closed[data-phase="cancelled"]').waitFor();
  });

  test('without devices one is told so, and may come in all the same', async () => {
    const bare = await launchBrowser();
    try {
      await lendSession(bare.context, official);
      const other = await bare.context.newPage();
      const soon = await plan('值班交接', 10);
      await other.goto(`${hub.url}/meetings/${soon.id}`);
      await other.getByText(/没有找到摄像机|浏览器不允许使用摄像机/).waitFor();
      await expectGood(other);
      await other.getByRole('button', { name: '参加' }).click();
      await other.waitForURL(/\/room\?camera=0&microphone=0$/);
    } finally {
      await bare.close();
    }
  });
});

describe('a guest', () => {
  test('comes in by a link that is shown once, and sees nothing else', async () => {
    const { id } = await plan('联席会', 15);
    await page.goto(`${hub.url}/meetings`);
    await row('联席会')
      .getByRole('button', { name: /更多操作/ })
      .click();
    await page.getByRole('menuitem', { name: '来宾链接' }).click();
    await page.getByRole('button', { name: '生成链接' }).click();
    const link = (await page.locator('.guest-link code').textContent()) ?? '';
    expect(link).toContain(`${hub.url}/guest#`);
    await expectGood(page);
    const outside = await launchBrowser({ flags: FAKE_DEVICES });
    try {
      const guest = await outside.context.newPage();
      await guest.goto(link);
      await guest.getByLabel('您的姓名').fill('<b>李</b>');
      expect(guest.url()).toBe(`${hub.url}/guest`);
      await guest.getByRole('button', { name: '继续' }).click();
      await guest.waitForURL(`${hub.url}/meetings/${id}`);
      await guest.locator('.preview video').waitFor();
      // Neither unit nor invited: of those a guest is told nothing.
      expect(await guest.locator('.facts dt').allTextContents()).not.toContain('主办单位');
      expect(await guest.locator('header, nav').count()).toBe(0);
      await expectGood(guest);
      await guest.goto(`${hub.url}/organisation`);
      await guest.waitForURL(`${hub.url}/meetings/${id}`);
      await official.expect('meeting.cancel', { id, body: { series: false } });
      await guest.waitForURL(`${hub.url}/guest`);
      await guest.getByText(/会议已结束/).waitFor();
      // Who has an account, and signs in in the same tab, is no guest any more.
      await lendSession(outside.context, official);
      await guest.goto(`${hub.url}/meetings`);
      await guest.getByRole('banner').waitFor();
      // A link would take their place, and says so before.
      await guest.goto(link);
      await guest.getByText(/以来宾身份进入将退出该账号/).waitFor();
      await outside.context.clearCookies();
      await guest.goto(`${hub.url}/meetings`);
      await guest.waitForURL(/\/sign-in\?/);
    } finally {
      await outside.close();
    }
  });
});

describe('in the room of a lecture', () => {
  test('a guest waits for the chair’s leave, is turned away or let in, and sends nothing before being called', async () => {
    const { id } = await plan('防汛培训', 5, { kind: 'lecture', lobby: true });
    const { token } = (await official.expect('meeting.guestLink', { id, body: {} })) as { token: string };
    await page.goto(`${hub.url}/meetings/${id}/room`);
    await page.locator('[data-room-phase="in"]').waitFor();
    await page.locator('.my-bar').getByRole('button', { name: '参会人' }).click();
    const outside = await launchBrowser({ flags: FAKE_DEVICES });
    try {
      const guest = await outside.context.newPage();
      const knock = async (name: string): Promise<void> => {
        await outside.context.clearCookies();
        await guest.goto('about:blank');
        await guest.goto(`${hub.url}/guest#${token}`);
        await guest.getByLabel('您的姓名').fill(name);
        await guest.getByRole('button', { name: '继续' }).click();
        await guest.waitForURL(`${hub.url}/meetings/${id}`);
        await guest.goto(`${hub.url}/meetings/${id}/room?camera=1&microphone=1`);
        await guest.getByText('您在等候室').waitFor();
      };
      await knock('记者');
      await page.getByRole('button', { name: '不同意 记者 进入' }).click();
      await guest.getByText('主席未同意您进入会议').waitFor();
      await knock('李工');
      await page.getByRole('button', { name: '同意 李工 进入', exact: true }).waitFor();
      await expectGood(page);
      await page.getByRole('button', { name: '同意 李工 进入', exact: true }).click();
      await guest.locator('[data-room-phase="in"]').waitFor();

      const tile = page.locator('.room-tile[data-pane^="person:"]:not([data-mine])');
      const microphone = guest.locator('.my-bar').getByRole('button', { name: /打开麦克风|被静音/ });
      await microphone.click();
      await guest.locator('.room-said span').waitFor();
      expect(await tile.getAttribute('data-microphone')).not.toBe('on');
      expect(await tile.getAttribute('data-picture')).toBe('none');
      for (const name of ['会控', '接入监控', '放到电视墙旁']) {
        expect(await guest.getByRole('button', { name }).count()).toBe(0);
      }
      await expectGood(guest);
      await page.getByRole('button', { name: '对 李工 的操作' }).click();
      await page.getByRole('button', { name: '点名发言' }).click();
      await guest.locator('[data-mine] .room-floor').waitFor();
      await microphone.click();
      await page.locator('.room-tile[data-microphone="on"]:not([data-mine])').waitFor();
    } finally {
      await outside.close();
    }
  });
});

describe('looks', () => {
  test.each(LANGUAGES)('in %s', async (language) => {
    await speak(page, hub.url, language);
    const open = async (path: string): Promise<void> => {
      await page.setViewportSize(WIDE);
      await page.goto(hub.url + path);
    };
    await open('/meetings');
    await page.locator('.meeting').first().waitFor();
    await expectGoodOnScreens(page);
    await page.setViewportSize(WIDE);
    await page.locator('.page-acts button').last().click();
    await page.locator('.ant-drawer .invite-lines li').first().waitFor();
    await expectGoodOnScreens(page);
    await open('/meetings?view=past');
    await page.locator('.meeting').first().waitFor();
    await expectGoodOnScreens(page);
    await open('/meetings?view=month');
    await page.locator('.month-meeting').first().waitFor({ state: 'attached' });
    await expectGoodOnScreens(page);
    await open('/guest#x');
    await page.locator('.guest-may').waitFor();
    await expectGoodOnScreens(page);
  });
});
