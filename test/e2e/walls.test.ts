import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wall } from '../../server/contract/wall.ts';
import { expectGood, speak, VIEWS } from './axe.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitTile, openWall } from './wall.ts';

let stage: Stage;
let page: Page;
let channels: string[];

beforeAll(async () => {
  stage = await setStage({ cameras: [{}, {}, {}] });
  ({ page } = stage);
  channels = [];
  for (const index of [0, 1, 2]) channels.push(await addCamera(stage, stage.camera(index)));
});
afterAll(() => stage.close());

const query = (of: Page = page): URLSearchParams => new URL(of.url()).searchParams;
const tile = (index: number, of: Page = page) => of.locator(`[data-tile="${index}"]`);
const awaitLayout = (word: string) => page.locator(`.wall[data-layout="${word}"]`).waitFor();

async function walls(): Promise<Wall[]> {
  return ((await stage.client.expect('wall.list')) as { walls: Wall[] }).walls;
}

describe('by keyboard alone', () => {
  test('digits choose a layout, one or two of them', async () => {
    await openWall(page, stage.hub.url, channels, 4);
    await awaitTile(page, 0, 'live');
    await tile(0).focus();
    for (const [digits, layout] of [
      ['16', '16'],
      ['9', '9'],
      ['28', '2+8'],
      ['1', '1'],
      ['15', '1+5'],
    ] as const) {
      for (const digit of digits) await page.keyboard.press(digit);
      await awaitLayout(layout);
    }
  });

  test('arrows choose a tile, and with Shift it changes places without a new picture', async () => {
    await awaitTile(page, 1, 'live');
    const first = await tile(1).getAttribute('data-first-picture-ms');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-tile="1"]:focus').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.locator(`[data-tile="2"][data-channel="${channels[1] ?? ''}"]:focus`).waitFor();
    expect(await tile(2).getAttribute('data-first-picture-ms')).toBe(first);
  });

  test('Enter shows one tile alone, and again all of them, whose pictures were kept', async () => {
    const first = await tile(0).getAttribute('data-first-picture-ms');
    await page.keyboard.press('Enter');
    await page.locator('.wall-cell[data-maximised] [data-tile="2"]').waitFor();
    expect(query().get('max')).toBe('1');
    expect(await page.locator('.wall-cell[inert]').count()).toBe(5);
    await page.keyboard.press('Escape');
    await page.locator('.wall-cell[data-maximised]').waitFor({ state: 'detached' });
    await awaitTile(page, 0, 'live');
    expect(await tile(0).getAttribute('data-first-picture-ms')).toBe(first);
  });

  test('the search finds a camera, Enter puts it on the wall, Escape leads back', async () => {
    await tile(4).focus();
    await page.keyboard.press('/');
    await page.keyboard.type(stage.camera(0).name);
    await page.keyboard.press('Enter');
    // The first empties the search.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator(`:focus[data-tile][data-selected][data-channel="${channels[0] ?? ''}"]`).waitFor();
  });

  test('a layout of one’s own is made, kept and used', async () => {
    await page.keyboard.press('l');
    await page.getByRole('radio', { name: '1+5' }).and(page.locator(':focus')).waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: '自定义分屏' }).press('Enter');
    const cells = page.locator('.layout-cell');
    await cells.first().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => cells.count()).toBe(5);
    await page.keyboard.press('-');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => cells.count()).toBe(6);
    await expectGood(page);
    await page.getByRole('button', { name: '保存并使用' }).press('Enter');
    await page.locator('.wall[data-layout^="c:"]').waitFor();
    const word = query().get('layout') ?? '';
    await page.keyboard.press('4');
    await awaitLayout('4');
    await page.keyboard.press('l');
    await page.locator(`[data-choice="${word}"]`).click();
    await awaitLayout(word);
  });

  test('all keys are told of', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('与相邻画面互换').waitFor();
    await expectGood(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
});

describe('a saved wall', () => {
  let wall: Wall;

  test('is named, and from then on in the address', async () => {
    await openWall(page, stage.hub.url, channels.slice(0, 2), 4);
    await awaitTile(page, 1, 'live');
    await page.keyboard.press('w');
    await page.getByRole('button', { name: '另存为…' }).click();
    await page.getByLabel('名称', { exact: true }).fill('县城要点');
    await expectGood(page);
    await page.getByRole('dialog').last().getByRole('button', { name: '保存' }).click();
    await page.locator('.saved-row[data-present]').getByText('县城要点').waitFor();
    await expectGood(page);
    const [saved] = await walls();
    if (!saved) throw new Error('nothing was saved');
    wall = saved;
    expect(wall.screens).toEqual([{ layout: '4', tiles: channels.slice(0, 2) }]);
    await expect.poll(() => query().get('wall')).toBe(wall.id);
  });

  test('is opened by its address, and says when it is changed', async () => {
    await page.goto(`${stage.hub.url}/live?wall=${wall.id}`);
    await awaitTile(page, 0, 'live');
    await awaitTile(page, 1, 'live');
    await tile(1).focus();
    await page.keyboard.press('Delete');
    await page.locator('.wall-name').getByText('已改动').waitFor();
    expect(query().get('wall')).toBe(wall.id);
  });

  test('has further windows, and is saved with all of them', async () => {
    await page.goto(`${stage.hub.url}/live?wall=${wall.id}`);
    await awaitTile(page, 0, 'live');
    const opened = stage.browser.context.waitForEvent('page');
    await page.keyboard.press('n');
    const second = await opened;
    await tile(0, second).waitFor();
    expect(query(second).get('screen')).toBe('2');
    // A monitor for pictures: the list is there when it is wanted.
    expect(await second.locator('.side').count()).toBe(0);
    await second.keyboard.press('/');
    await second.keyboard.type(stage.camera(2).name);
    await second.keyboard.press('Enter');
    await awaitTile(second, 0, 'live');
    await page.keyboard.press('w');
    await page.locator('[data-window="open"]').getByText('2').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const screens = async () => (await walls())[0]?.screens;
    await expect.poll(screens).toEqual([wall.screens[0], { layout: '4', tiles: [channels[2]] }]);
    await second.close();
    await page.locator('[data-window="closed"]').getByText('2').waitFor();
    await page.keyboard.press('Escape');
  });

  test('says what is missing on it, and that it is gone itself', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    await openWall(page, stage.hub.url, [nobody, channels[0] ?? ''], 4);
    await page.locator('[data-tile="0"][data-cause="missing"]').getByText('看不到这个通道').waitFor();
    await awaitTile(page, 1, 'live');
    await page.goto(`${stage.hub.url}/live?wall=${nobody}`);
    await page.getByText('这个电视墙已删除，或没有共享给您。').waitFor();
  });

  test.each(VIEWS)('reads well: $language, $size.width px', async ({ size, language }) => {
    await page.setViewportSize(size);
    await speak(page, stage.hub.url, language);
    await page.goto(`${stage.hub.url}/live?wall=${wall.id}`);
    await awaitTile(page, 0, 'live');
    await expectGood(page);
    await page.locator('.wall-name').click();
    await page.locator('.saved-row').waitFor();
    await expectGood(page);
  });
});
