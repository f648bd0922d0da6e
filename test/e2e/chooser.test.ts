import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DECLARED } from '../rig/declaration.ts';
import { expectGood, speak, VIEWS } from './axe.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, PATIENCE } from './wall.ts';

/** Name, place of the map, clip. */
const cameras = [
  { name: '集市', longitude: 108.2 },
  { name: '大桥', longitude: 108.3 },
  { name: '学校门口', longitude: 108.4 },
];
let stage: Stage;
let page: Page;
const channels: string[] = [];

beforeAll(async () => {
  stage = await setStage({ cameras: cameras.map(({ name }, clip) => ({ name, clip })) });
  page = stage.page;
  for (const [index, { longitude }] of cameras.entries()) {
    channels.push(await addCamera(stage, stage.camera(index)));
    const { cameras: all } = (await stage.client.expect('camera.list')) as { cameras: { id: string; name: string }[] };
    const id = all.find(({ name }) => name === cameras[index]?.name)?.id ?? '';
    await stage.client.expect('camera.update', { id, body: { placement: { ...DECLARED, longitude } } });
  }
});
afterAll(() => stage.close());

const onWall = (): Promise<(string | null)[]> =>
  page
    .locator('[data-tile][data-channel]')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-channel')));
const active = () => page.locator('.choose-row[aria-selected="true"]');

/** Until it is so: two shared cores may be busy. */
const become = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: PATIENCE });

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('the chooser, by keyboard alone', () => {
  test('initials find a camera, and Enter puts it on the wall', async () => {
    await page.goto(`${stage.hub.url}/live?layout=4`);
    await page.locator('[data-row-channel]').first().waitFor();
    await press('/');
    await page.keyboard.type('dq');
    await become(() => page.locator('[data-row-channel]').count()).toBe(1);
    await press('Enter');
    await awaitMoving(page, 0, 1);
    expect(await onWall()).toEqual([channels[1]]);
  });

  test('arrows walk, fold and unfold; Enter on a unit fills the wall', async () => {
    await press('Escape', 'ArrowDown');
    expect(await active().getAttribute('aria-expanded')).toBe('true');
    expect(await active().textContent()).toContain('3');
    await press('ArrowLeft');
    await become(() => page.locator('[data-row-channel]').count()).toBe(0);
    await press('ArrowRight');
    await become(() => page.locator('[data-row-channel]').count()).toBe(3);
    await press('Enter');
    await become(async () => (await onWall()).toSorted()).toEqual(channels.toSorted());
  });

  test('an asterisk stars, which the hub keeps', async () => {
    await press('ArrowDown');
    const starred = await active().getAttribute('data-row-channel');
    const kept = page.waitForResponse(
      (answer) => answer.url().endsWith('/favourites') && answer.request().method() === 'PUT',
    );
    await press('*');
    await active().locator('[aria-pressed="true"]').waitFor();
    expect((await kept).status()).toBe(200);
    await page.reload();
    await page.locator('[data-row-channel]').first().waitFor();
    // To the lists above the tree, and to the second of them.
    await press('/', 'Tab', 'ArrowRight');
    const found = page.locator('[data-row-channel]');
    await become(() => found.count()).toBe(1);
    expect(await found.getAttribute('data-row-channel')).toBe(starred);
  });

  test('what was put on the wall here, and what is near to it, is listed', async () => {
    await press('ArrowRight');
    await page.locator(`[data-row-channel="${channels[1]}"]`).waitFor();
    await press('ArrowRight');
    await become(() => page.locator('[data-row-channel] .choose-detail').first().textContent()).toBe('9.3 公里');
  });
});

describe('an area of the map', () => {
  const panel = () => page.locator('[data-chosen="area"]');

  test('what is in sight goes to the wall, by keyboard', async () => {
    await page.goto(`${stage.hub.url}/map`);
    await page.locator('.map-mark').nth(2).waitFor();
    await page.getByRole('button', { name: '视野内 3 台' }).focus();
    await press('Enter');
    await panel().waitFor();
    await press('Enter');
    await page.waitForURL(/\/live\?layout=4&tiles=/);
    await become(async () => (await onWall()).toSorted()).toEqual(channels.toSorted());
  });

  test('a rectangle takes what lies in it', async () => {
    await page.goto(`${stage.hub.url}/map`);
    const mark = page.getByRole('button', { name: /^大桥/ });
    const { x, y } = (await mark.boundingBox()) ?? expect.fail();
    await page.keyboard.down('Shift');
    await page.mouse.move(x - 40, y - 40);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 60, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await panel().getByRole('button', { name: '实时预览' }).click();
    await page.waitForURL(/\/live\?layout=1&tiles=/);
    await become(onWall).toEqual([channels[1]]);
  });

  test('a click beside everything lists the nearest', async () => {
    await page.goto(`${stage.hub.url}/map`);
    const { x, y } = (await page.getByRole('button', { name: /^集市/ }).boundingBox()) ?? expect.fail();
    await page.mouse.click(x + 10, y + 70);
    await page.locator('[data-chosen="near"] [data-here]').nth(2).waitFor();
    expect(await page.locator('[data-here] a').first().textContent()).toBe('集市');
  });
});

describe.each(VIEWS)('at $size.width px, $language', ({ size, language }) => {
  beforeAll(async () => {
    await page.setViewportSize(size);
    await speak(page, stage.hub.url, language);
  });

  test('chooser and map read well', async () => {
    await page.goto(`${stage.hub.url}/live?layout=4`);
    await page.locator('[data-tile="0"]').waitFor();
    await press('/');
    await page.locator('.choose-head input[type="search"]').fill('大');
    await page.locator('[data-row-channel]').first().waitFor();
    await expectGood(page);
    await page.goto(`${stage.hub.url}/map`);
    await page.locator('.map-tools button').last().click();
    await page.locator('[data-chosen="area"]').waitFor();
    await expectGood(page);
  });
});
