import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const WIDE = { width: 1280, height: 720 };
const SIZES = [WIDE, { width: 390, height: 844 }];
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every page is looked at on both screens, in both languages. */
export const VIEWS = SIZES.flatMap((size) => LANGUAGES.map((language) => ({ size, language })));

/** Nothing that axe calls serious or critical, and nothing wider than the screen. */
export async function expectGood(page: Page): Promise<void> {
  // Colours and places count when they have come to rest.
  await page.evaluate(() =>
    Promise.allSettled(
      document.getAnimations().flatMap((animation) => {
        const endless = animation.effect?.getTiming().iterations === Infinity;
        return endless ? [] : [animation.finished];
      }),
    ),
  );
  // What is well need not be told, which is most of the work; and a page of this hub has no frames of others.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  expect(grave).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow).toBe(0);
}

/** As {@link expectGood}, on each screen, the widest first: an open page follows its window. */
export async function expectGoodOnScreens(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectGood(page);
  }
}

/** From the next page of this hub on. */
export async function speak(page: Page, url: string, language: Language): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.evaluate((chosen) => localStorage.setItem('hub.language', chosen), language);
}
