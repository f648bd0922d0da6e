import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Viewer } from '../rig/viewer.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, openWall, PATIENCE } from './wall.ts';

let stage: Stage;
let page: Page;
const good = () => stage.camera(0);
const coded = () => stage.camera(1);

beforeAll(async () => {
  const faults = { codec: 'h265' } as const;
  stage = await setStage({
    cameras: [{ clip: 5 }, { clip: 5, faults }, { clip: 5, faults }],
    environment: { HUB_TRANSCODE_LIMIT: '1', HUB_RELAY_IDLE_MS: '200' },
  });
  page = stage.page;
});
afterAll(() => stage.close());

describe('the Add drawer', () => {
  let drawer: Locator;

  /** What the drawer says of the last attempt, when it says this. */
  const expectProblem = async (code: string, ...words: string[]): Promise<void> => {
    const problem = drawer.locator(`.problem[data-code="${code}"]`);
    await problem.waitFor({ timeout: PATIENCE });
    for (const word of words) await problem.filter({ hasText: word }).waitFor({ timeout: PATIENCE });
  };
  const fill = async (address: string, port: number, password: string): Promise<void> => {
    await drawer.locator('#address').fill(address);
    await drawer.locator('#port').fill(String(port));
    await drawer.locator('#username').fill(good().username);
    await drawer.locator('#password').fill(password);
  };

  beforeAll(async () => {
    await page.goto(`${stage.hub.url}/cameras`);
    await page.getByRole('button', { name: '添加' }).click();
    drawer = page.getByRole('dialog');
  });

  test('tells a wrong password in Chinese, and beside its field', async () => {
    await fill(good().address, good().onvifPort, 'wrong');
    await drawer.getByRole('button', { name: '检测' }).click();
    await expectProblem('camera.credentials', '设备拒绝了用户名或密码');
    await drawer.getByText('用户名或密码错误').waitFor();
  });

  test('and in English after a switch of language, with all that was typed still there', async () => {
    // The drawer lies above the header, where the pointer does not reach the button.
    await page.getByRole('button', { name: 'English', includeHidden: true }).dispatchEvent('click');
    await expectProblem('camera.credentials', 'The device refuses user name or password');
    expect(await drawer.locator('#address').inputValue()).toBe(good().address);
    expect(await drawer.locator('#port').inputValue()).toBe(String(good().onvifPort));
    expect(await drawer.locator('#password').inputValue()).toBe('wrong');
  });

  test('tells a closed port, garbage, and a device that hangs', async () => {
    const check = drawer.getByRole('button', { name: 'Test' });
    await fill(good().address, 8001, good().password);
    await check.click();
    await expectProblem('camera.tcp', 'the port is closed');
    await fill(good().address, good().onvifPort, good().password);
    await good().setFault({ onvif: 'html' });
    await check.click();
    await expectProblem('camera.onvif', 'cannot be understood');
    await good().setFault({ onvif: 'silent' });
    await check.click();
    await expectProblem('camera.timeout', 'did not answer');
    await good().setFault({});
  });

  test('and adds the camera when nothing is wrong any more', async () => {
    await drawer.getByRole('button', { name: /^Add/ }).click();
    await drawer.waitFor({ state: 'detached', timeout: PATIENCE });
    await page.locator('[data-camera]').getByText(good().name).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
  });
});

describe('H.265', () => {
  let channel: string;

  beforeAll(async () => {
    channel = await addCamera(stage, coded());
  });

  test('is announced as to be transcoded, and is, with a notice', async () => {
    await page.goto(`${stage.hub.url}/cameras`);
    await page.locator('[data-camera]').filter({ hasText: coded().name }).getByText('需转码').first().waitFor();
    await openWall(page, stage.hub.url, [channel], 4);
    await awaitTile(page, 0, 'live');
    await awaitMoving(page, 0, coded().clipNumber);
    await page.locator('[data-tile="0"]').getByText('转码').waitFor();
  });

  test('more than the limit is refused, and the tile says so', async () => {
    const other = await addCamera(stage, stage.camera(2));
    await openWall(page, stage.hub.url, [channel, other], 4);
    // Whichever came first has the only place.
    const refused = page.locator('[data-cause$="transcode-limit"]');
    await refused.waitFor({ timeout: PATIENCE });
    await expect.poll(() => page.locator('[data-tile][data-state="live"]').count(), { timeout: PATIENCE }).toBe(1);
    await refused.getByText('转码路数已满').waitFor();
    const viewer = await Viewer.open(stage.client);
    await expect(viewer.watch(other, 480).then(() => viewer.watch(channel, 480))).rejects.toThrow(
      'camera.transcode-limit',
    );
    await viewer.close();
  });
});
