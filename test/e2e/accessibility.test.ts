import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { launchBrowser, lendSession, type Browser } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { expectGoodOnScreens, LANGUAGES, speak, WIDE } from './axe.ts';
import { setupLinks } from './entry.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitTile, openWall } from './wall.ts';

const NEWCOMER = { username: 'newcomer', password: 'a long enough passphrase' };

/** What is pressed in each language. */
const WORDS = {
  zh: { add: '添加', discover: '发现', start: '开始', live: '实时预览' },
  en: { add: 'Add', discover: 'Discover', start: 'Start', live: 'Live view' },
};

let stage: Stage;
let page: Page;
let fresh: HubProcess;
/** Of the fresh hub: a cookie of 127.0.0.1 goes to every port there, and would end the other's session. */
let stranger: Browser;
/** Has set a password, and no second factor yet. */
let newcomer: HubClient;
/** One-time, not used. */
let link: string;
let channel: string;

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 5 }, { clip: 6 }] });
  channel = await addCamera(stage, stage.camera(0));
  fresh = await startHub({ people: [] });
  const [used = '', unused = ''] = setupLinks(fresh);
  newcomer = await HubClient.setUp(used, NEWCOMER);
  link = unused;
  stranger = await launchBrowser();
  page = stage.page;
});
afterAll(async () => {
  await stranger.close();
  await fresh.close();
  await stage.close();
});

describe.each(LANGUAGES)('%s', (language) => {
  const words = WORDS[language];
  beforeAll(() => speak(page, stage.hub.url, language));
  beforeEach(() => page.setViewportSize(WIDE));

  test('setup and sign-in', async () => {
    const door = await openPage(stranger);
    for (const path of ['/sign-in', '/setup?token=none', link.slice(fresh.url.length)]) {
      await door.setViewportSize(WIDE);
      await door.goto(fresh.url + path);
      await door.evaluate((chosen) => localStorage.setItem('hub.language', chosen), language);
      await door.reload();
      await door.getByRole('heading', { level: 1 }).waitFor();
      await expectGoodOnScreens(door);
    }
    await door.close();
  });

  test('the second factor', async () => {
    await lendSession(stranger.context, newcomer);
    const door = await openPage(stranger);
    await door.setViewportSize(WIDE);
    await door.goto(`${fresh.url}/enrol`);
    await door.locator('#password').fill(NEWCOMER.password);
    await expectGoodOnScreens(door);
    await door.setViewportSize(WIDE);
    await door.locator('button[type="submit"]').click();
    await door.locator('.enrol-secret').waitFor();
    await expectGoodOnScreens(door);
    await door.close();
    await stranger.context.clearCookies();
  });

  test('the cameras, and one to be added', async () => {
    await page.goto(`${stage.hub.url}/cameras`);
    await page.locator('[data-camera]').waitFor();
    await expectGoodOnScreens(page);
    await page.setViewportSize(WIDE);
    await page.getByRole('button', { name: words.add, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await expectGoodOnScreens(page);
  });

  test('discovery, with what it found', async () => {
    await page.goto(`${stage.hub.url}/cameras`);
    await page.getByRole('button', { name: words.discover }).click();
    await page.locator('#targets').fill(stage.fleet.cameras.map(({ address }) => address).join(' '));
    await page.getByRole('button', { name: words.start }).click();
    await page.locator('[data-sweep="ended"]').waitFor();
    await page.locator('[data-device]').nth(1).waitFor();
    await expectGoodOnScreens(page);
  });

  test('the wall, with a picture and its figures', async () => {
    await openWall(page, stage.hub.url, [channel], 4);
    await awaitTile(page, 0, 'live');
    await page.locator('[data-tile="0"]').focus();
    await page.keyboard.press('i');
    await page.locator('[data-tile="0"] .tile-stats').waitFor();
    await expectGoodOnScreens(page);
  });
});
