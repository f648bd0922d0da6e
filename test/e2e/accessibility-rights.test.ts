import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { AUDIT, DUTY_OFFICER, SECURITY, SYSTEM, TECHNICIAN, TOWN_OFFICIAL } from '../rig/people.ts';
import { expectGoodOnScreens, LANGUAGES, speak, WIDE, type Language } from './axe.ts';
import { openPage } from './stage.ts';

const HOUR = 3_600_000;
const people = { AUDIT, DUTY_OFFICER, SECURITY, SYSTEM, TECHNICIAN, TOWN_OFFICIAL };
type Who = keyof typeof people;

/**
 * Every page with somebody who has the most to do there, and what its buttons open. `ROOT` stands for the county's id.
 */
const PAGES: { path: string; who: Who; opens?: Record<Language, string>[] }[] = [
  { path: '/organisation?unit=ROOT', who: 'SYSTEM', opens: [{ zh: '新增下级', en: 'Add below' }] },
  { path: '/organisation', who: 'SYSTEM', opens: [{ zh: '导入', en: 'Import' }] },
  {
    path: '/people',
    who: 'SYSTEM',
    opens: [
      { zh: '新增人员', en: 'Add a person' },
      { zh: 'technician', en: 'technician' },
    ],
  },
  { path: '/people', who: 'SECURITY', opens: [{ zh: 'technician', en: 'technician' }] },
  { path: '/roster', who: 'TOWN_OFFICIAL', opens: [{ zh: '排班', en: 'Add a shift' }] },
  { path: '/approvals', who: 'TOWN_OFFICIAL' },
  { path: '/approvals', who: 'DUTY_OFFICER' },
  { path: '/record', who: 'AUDIT' },
  { path: '/report', who: 'AUDIT' },
  { path: '/account', who: 'AUDIT' },
  {
    path: '/live',
    who: 'DUTY_OFFICER',
    opens: [
      { zh: '选择事由', en: 'Choose a purpose' },
      { zh: '紧急调阅', en: 'Break glass' },
    ],
  },
];

let hub: HubProcess;
let browser: Browser;
let page: Page;
const clients = new Map<Who, HubClient>();

function clientOf(who: Who): HubClient {
  const client = clients.get(who);
  if (client === undefined) throw new Error(`${who} has not signed in`);
  return client;
}

beforeAll(async () => {
  hub = await startHub({ people: Object.values(people) });
  browser = await launchBrowser();
  page = await openPage(browser);
  for (const [who, person] of Object.entries(people)) clients.set(who as Who, await HubClient.signIn(hub.url, person));
  await fill();
});
afterAll(async () => {
  await browser.close();
  await hub.close();
});

/** Something to see on every page: a shift, a request that waits, broken glass. */
async function fill(): Promise<void> {
  const officer = clientOf('DUTY_OFFICER');
  const { id: userId, unitId } = officer.user;
  const now = Date.now();
  const shift = { unitId, userId, startsAt: now - HOUR, endsAt: now + HOUR };
  await clientOf('TOWN_OFFICIAL').expect('roster.add', { body: shift });
  await officer.expect('grant.request', { body: { purpose: 'training', unitId, reason: '演练', minutes: 60 } });
  await officer.expect('grant.breakGlass', { body: { unitId, reason: '河道漫堤' } });
}

describe.each(LANGUAGES)('%s', (language) => {
  beforeAll(() => speak(page, hub.url, language));

  test.each(PAGES)('$path of $who', async ({ path, who, opens }) => {
    await lendSession(browser.context, clientOf(who));
    const open = async (): Promise<void> => {
      await page.setViewportSize(WIDE);
      await page.goto(hub.url + path.replace('ROOT', clientOf(who).user.unitId));
      await page.getByRole('main').waitFor();
      await page.waitForLoadState('networkidle');
    };
    await open();
    await expectGoodOnScreens(page);
    for (const button of opens ?? []) {
      await open();
      await page.getByRole('main').getByRole('button', { name: button[language], exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      await expectGoodOnScreens(page);
    }
  });
});
