import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pidsOf } from '../rig/processes.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, awaitTile, PATIENCE } from './wall.ts';

const COUNT = 4;
let stage: Stage;
let channels: string[];
beforeAll(async () => {
  stage = await setStage({
    cameras: Array.from({ length: COUNT }, (_, clip) => ({ clip })),
    environment: { HUB_RELAY_IDLE_MS: '500' },
  });
  channels = [];
  for (const camera of stage.fleet.cameras) channels.push(await addCamera(stage, camera));
});
afterAll(() => stage.close());

/** Small tiles: each gets the sub stream. */
async function open(only = channels): Promise<void> {
  await stage.page.setViewportSize({ width: 1280, height: 720 });
  await stage.page.goto(`${stage.hub.url}/live?layout=16&tiles=${only.join(',')}`);
  for (const tile of only.keys()) await awaitTile(stage.page, tile, 'live');
}

/** Packets that the picture of a tile has received so far. */
function packets(page: Page, tile: number): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const video = document.querySelector('[data-tile="${tile}"] video');
    const [track] = video?.srcObject?.getVideoTracks() ?? [];
    for (const connection of window.connections) {
      for (const row of (await connection.getStats()).values()) {
        if (row.type === 'inbound-rtp' && row.trackIdentifier === track?.id) return row.packetsReceived;
      }
    }
    return 0;
  })()`);
}

/** Waits until a picture that is looked at has gone on by about a second. */
async function aSecondOf(page: Page, tile: number): Promise<void> {
  const frames = (): Promise<number> =>
    page.locator(`[data-tile="${tile}"] video`).evaluate((video) => {
      return (video as unknown as { getVideoPlaybackQuality(): { totalVideoFrames: number } }).getVideoPlaybackQuality()
        .totalVideoFrames;
    });
  const before = await frames();
  await expect.poll(frames, { timeout: PATIENCE }).toBeGreaterThan(before + 15);
}

test('a tile that is scrolled out of sight gets nothing after a second, and moves again when it is back', async () => {
  const { page } = stage;
  await open();
  await page.setViewportSize({ width: 390, height: 500 });
  await page.locator('[data-tile="3"]').scrollIntoViewIfNeeded();
  await awaitMoving(page, 3, stage.camera(3).clipNumber);
  await page.locator('[data-tile="0"]').scrollIntoViewIfNeeded();
  await aSecondOf(page, 0);
  const silent = await packets(page, 3);
  const heard = await packets(page, 0);
  await aSecondOf(page, 0);
  expect(await packets(page, 3)).toBe(silent);
  expect(await packets(page, 0)).toBeGreaterThan(heard);
  await page.locator('[data-tile="3"]').scrollIntoViewIfNeeded();
  await expect.poll(() => packets(page, 3)).toBeGreaterThan(silent);
  await awaitMoving(page, 3, stage.camera(3).clipNumber);
});

test('the picture is enlarged by wheel and keys, dragged no farther than its edge, and whole again', async () => {
  const { page } = stage;
  await open();
  const tile = page.locator('[data-tile="1"]');
  const scale = async (): Promise<number> => Number((await tile.getAttribute('data-zoom')) ?? 1);
  await tile.hover();
  await page.mouse.wheel(0, -300);
  await expect.poll(scale).toBeGreaterThan(1.5);
  const box = await tile.locator('.tile-picture').boundingBox();
  if (!box) throw new Error('the tile is nowhere');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 3_000, y + 3_000, { steps: 5 });
  await page.mouse.up();
  const picture = await tile.locator('video').boundingBox();
  expect(picture?.x).toBeLessThanOrEqual(box.x + 1);
  expect((picture?.x ?? 0) + (picture?.width ?? 0)).toBeGreaterThanOrEqual(box.x + box.width - 1);

  await tile.focus();
  const before = await scale();
  await page.keyboard.press('+');
  await expect.poll(scale).toBeGreaterThan(before);
  await page.keyboard.press('-');
  await expect.poll(scale).toBeCloseTo(before, 1);
  await page.keyboard.press('Escape');
  await expect.poll(scale).toBe(1);
  await page.keyboard.press('+');
  await tile.locator('.tile-zoomed').click();
  await expect.poll(scale).toBe(1);
});

test('who flips between two walls finds the other as it was, and nothing is asked for anew', async () => {
  const { page } = stage;
  const asked: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => asked.push(/"request":"([^"]*)"/.exec(payload.toString())?.[1] ?? '')),
  );
  const flip = async (to: number): Promise<void> => {
    await page.evaluate(`{
      history.pushState(null, '', '/live?layout=16&tiles=${channels[to]}');
      dispatchEvent(new PopStateEvent('popstate', { state: null }));
    }`);
    await awaitMoving(page, 0, stage.camera(to).clipNumber);
  };
  await open(channels.slice(0, 1));
  await flip(1);
  expect(asked).toContain('camera.watch');
  asked.length = 0;
  await flip(0);
  expect(asked).not.toContain('camera.watch');
  expect(asked).toContain('watch.resume');
  // It is given up at last.
  await expect.poll(() => page.locator('html').getAttribute('data-pictures'), { timeout: PATIENCE }).toBe('1');
});

test('until a cold stream has begun its last picture is shown, with its time', async () => {
  const { page, hub } = stage;
  const [channel = ''] = channels;
  await open([channel]);
  await awaitMoving(page, 0, stage.camera(0).clipNumber);
  await page.goto('about:blank');
  await expect.poll(() => pidsOf(hub.pid, 'ffmpeg'), { timeout: PATIENCE }).toEqual([]);
  await stage.camera(0).setFault({ stream: 'stall' });
  await page.goto(`${hub.url}/live?layout=16&tiles=${channel}`);
  const poster = page.locator('[data-tile="0"] .tile-poster');
  await poster.waitFor();
  const width = (): Promise<number> =>
    poster.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(width).toBeGreaterThan(0);
  await expect.poll(() => page.locator('[data-tile="0"] .tile-posted').textContent()).toMatch(/\d\d:\d\d:\d\d/);
  await awaitTile(page, 0, 'failed');
  await expect.poll(() => page.locator('[data-tile="0"] .tile-last').textContent()).toMatch(/\d\d:\d\d:\d\d/);
  await stage.camera(0).setFault({});
  await awaitTile(page, 0, 'live');
  await poster.waitFor({ state: 'detached' });
});

test('a page that cannot draw all slows down what is least looked at, and says so on the picture and in the bar', async () => {
  const { page } = stage;
  await open();
  await page.locator('[data-tile="0"]').click({ position: { x: 20, y: 60 } });
  // Something else that is hard to draw.
  await page.evaluate(`{
    const style = document.createElement('style');
    style.textContent = '@keyframes burden { to { transform: rotate(360deg); filter: blur(41px); } }';
    document.head.append(style);
    for (let index = 0; index < 12; index++) {
      const burden = document.createElement('div');
      burden.className = 'burden';
      burden.style.cssText = 'position:fixed;inset:0;pointer-events:none;opacity:.02;background:conic-gradient(red,blue);' +
        'filter:blur(40px);animation:burden 1s linear infinite';
      document.body.append(burden);
    }
  }`);
  await page.locator('[data-pace="keyframes"] .tile-pace').first().waitFor();
  expect(await page.locator('[data-tile="0"]').getAttribute('data-pace')).toBe('full');
  const line = page.locator('.rate-line[data-slow]');
  await line.waitFor();
  expect(Number(await line.getAttribute('data-full'))).toBeLessThan(COUNT);
  await page.evaluate(`document.querySelectorAll('.burden').forEach((burden) => burden.remove())`);
});
