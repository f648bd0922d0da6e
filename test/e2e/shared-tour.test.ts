import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../server/contract/org.ts';
import type { AuditEvent } from '../../server/contract/record.ts';
import type { Kiosk } from '../../server/contract/wall.ts';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { AUDIT, SYSTEM, TECHNICIAN } from '../rig/people.ts';
import { choose } from './entry.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

/** Registers cameras, and shares walls with the county and its screens. */
const CHIEF = { ...TECHNICIAN, roles: ['technician', 'town-official'] as const };

let stage: Stage;
let room: Browser;
let site: Site;
let channels: string[];

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 0 }, { clip: 1 }], technician: CHIEF, others: [SYSTEM, AUDIT] });
  channels = [await addCamera(stage, stage.camera(0)), await addCamera(stage, stage.camera(1))];
  const system = await HubClient.signIn(stage.hub.url, SYSTEM);
  const body = { unitId: stage.client.user.unitId, name: '大厅', kind: 'monitoring-room' };
  site = (await system.expect('site.create', { body })) as Site;
  await stage.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.hub.url });
  room = await launchBrowser();
});
afterAll(async () => {
  await room.close();
  await stage.close();
});

test('a tour is made of what is on the wall, shared, and shown by the screen of a site', async () => {
  const { page, client, hub } = stage;
  const { kiosk, token } = (await client.expect('kiosk.create', {
    body: { name: '大厅左屏', siteId: site.id, days: 1 },
  })) as { kiosk: Kiosk; token: string };
  expect(kiosk.siteId).toBe(site.id);
  const screen = await openPage(room);
  await screen.goto(`${hub.url}/kiosk#${token}`);
  await screen.getByText('本场所还没有默认画面').waitFor();

  await openWall(page, hub.url, channels, 1);
  await page.goto(`${hub.url}/live?layout=4&tiles=${channels.join(',')}`);
  await awaitTile(page, 1, 'live');
  await page.keyboard.press('w');
  await page.getByRole('button', { name: '新建轮巡…' }).click();
  const form = page.getByRole('dialog', { name: '新建轮巡…' });
  await form.getByLabel('名称').fill('两座桥');
  await form.getByText('当前画面的 2 路摄像机').click();
  await form.getByLabel('每页停留').fill('5');
  await choose(form.getByRole('combobox', { name: '共享给机构' }), '本县');
  await choose(form.getByRole('combobox', { name: '作为场所的默认画面' }), '大厅');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: '保存' }).click();
  await page.locator('.saved-row').filter({ hasText: '两座桥' }).getByText('大厅 默认').waitFor();

  await awaitTile(screen, 0, 'live');
  await awaitMoving(screen, 0, stage.camera(0).clipNumber);
  await awaitTile(screen, 1, 'live');
});

test('a snapshot is a picture of the camera, and a line in the record', async () => {
  const { page, hub } = stage;
  await page.goto(`${hub.url}/live?layout=1&tiles=${channels[0]}`);
  await awaitTile(page, 0, 'live');
  await page.locator('[data-tile="0"]').hover();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '抓拍', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${stage.camera(0).name} .*\\.jpg$`));
  const jpeg = readFileSync(await file.path());
  expect([jpeg[0], jpeg[1]]).toEqual([0xff, 0xd8]);
  await page.getByText(`已保存抓拍：${stage.camera(0).name}`).waitFor();
  const audit = await HubClient.signIn(hub.url, AUDIT);
  const { events } = (await audit.expect('record.search', { query: { action: 'channel.snapshot' } })) as {
    events: AuditEvent[];
  };
  expect(events).toMatchObject([{ user: { username: CHIEF.username }, purpose: 'maintenance', outcome: 'done' }]);
});

test('the link of a tile leads to its camera', async () => {
  const { page } = stage;
  await page.getByRole('button', { name: '复制链接' }).click();
  await page.getByText(`已复制链接：${stage.camera(0).name}`).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('about:blank');
  await page.goto(link);
  await awaitTile(page, 0, 'live', PATIENCE);
  await awaitMoving(page, 0, stage.camera(0).clipNumber);
});
