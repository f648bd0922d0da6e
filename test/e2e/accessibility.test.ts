import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { addCamera, openPage, setStage, type Stage } from './stage.ts';
import { awaitTile, openWall } from './wall.ts';

const SIZES = { wide: { width: 1280, height: 720 }, telephone: { width: 390, height: 844 } };
const LANGUAGES = ['zh', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

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
let channel: string;

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 5 }, { clip: 6 }] });
  channel = await addCamera(stage, stage.camera(0));
  fresh = await startHub({ people: [] });
  stranger = await launchBrowser();
  page = stage.page;
});
afterAll(async () => {
  await stranger.close();
  await fresh.close();
  await stage.close();
});

/** Nothing that axe calls serious or critical, and nothing wider than the screen. */
async function expectGood(on = page): Promise<void> {
  // Colours and places count when they have come to rest.
  await on.evaluate(() =>
    Promise.allSettled(
      document.getAnimations().flatMap((animation) => {
        const endless = animation.effect?.getTiming().iterations === Infinity;
        return endless ? [] : [animation.finished];
      }),
    ),
  );
  const { violations } = await new AxeBuilder({ page: on }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  expect(grave).toEqual([]);
  const overflow = await on.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow).toBe(0);
}

async function speak(language: Language): Promise<void> {
  await page.goto(`${stage.hub.url}/sign-in`);
  await page.evaluate((chosen) => localStorage.setItem('hub.language', chosen), language);
}

describe.each(Object.entries(SIZES))('%s', (_, size) => {
  beforeAll(() => page.setViewportSize(size));

  describe.each(LANGUAGES)('%s', (language) => {
    const words = WORDS[language];
    beforeAll(() => speak(language));

    test('setup and sign-in', async () => {
      const door = await openPage(stranger);
      await door.setViewportSize(size);
      for (const path of ['/sign-in', '/setup?token=none']) {
        await door.goto(fresh.url + path);
        await door.evaluate((chosen) => localStorage.setItem('hub.language', chosen), language);
        await door.reload();
        await door.getByRole('heading', { level: 1 }).waitFor();
        await expectGood(door);
      }
      await door.close();
    });

    test('the cameras, and one to be added', async () => {
      await page.goto(`${stage.hub.url}/cameras`);
      await page.locator('[data-camera]').waitFor();
      await expectGood();
      await page.getByRole('button', { name: words.add }).click();
      await page.getByRole('dialog').waitFor();
      await expectGood();
    });

    test('discovery, with what it found', async () => {
      await page.goto(`${stage.hub.url}/cameras`);
      await page.getByRole('button', { name: words.discover }).click();
      await page.locator('#targets').fill(stage.fleet.cameras.map(({ address }) => address).join(' '));
      await page.getByRole('button', { name: words.start }).click();
      await page.locator('[data-sweep="ended"]').waitFor();
      await page.locator('[data-device]').nth(1).waitFor();
      await expectGood();
    });

    test('the wall, with a picture and its figures', async () => {
      await openWall(page, stage.hub.url, [channel], 4);
      await awaitTile(page, 0, 'live');
      await page.locator('[data-tile="0"]').focus();
      await page.keyboard.press('i');
      await page.locator('[data-tile="0"] .tile-stats').waitFor();
      await expectGood();
    });
  });
});
