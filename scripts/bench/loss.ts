/**
 * A wall over a bad line: `npm run bench loss [-- --tiles 4 --loss 3,10 --delay 100 --seconds 20 --cases loss,start,middle]`.
 *
 * The media between hub and Chromium passes through this process (`test/rig/line.ts`), which loses, delays and blocks
 * datagrams as `tc netem` would, but on every kernel and without root. Loss: percent in either direction, and 100 ms
 * from hub to browser; freezes are counted as the browser counts them. UDP blocked, from the start and in the middle: how
 * long until the pictures move again, over TCP.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median, round } from '../../test/rig/figures.ts';
import { Line } from '../../test/rig/line.ts';
import { changeTo, PATIENCE_MS } from './wall/change.ts';
import { startCounty } from './wall/county.ts';
import { flow, latencies, protocols } from './wall/flow.ts';

const { values } = parseArgs({
  options: {
    tiles: { type: 'string', default: '4' },
    loss: { type: 'string', default: '3,10' },
    delay: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
    cases: { type: 'string', default: 'loss,start,middle' },
  },
});
const [tiles, delayMs, seconds] = [Number(values.tiles), Number(values.delay), Number(values.seconds)];
const cases = values.cases.split(',');
/** Long enough for whatever takes over, ms. */
const TAKE_OVER_MS = 60_000;

const line = await Line.open();
const county = await startCounty({
  cameras: 2 * tiles,
  base: '127.37.1.1',
  width: 1280,
  height: 720,
  environment: { ...line.environment, HUB_RELAY_IDLE_MS: '60000' },
});
const { page, hub, channels } = county;
const [a, b] = [channels.slice(0, tiles), channels.slice(tiles)];
const rows: Record<string, Record<string, number | string>> = {};
const figures: Record<string, unknown> = {};

async function lossy(loss: number): Promise<void> {
  line.weather = {};
  await changeTo(page, tiles, a);
  await delay(2000);
  line.weather = { loss, delay: delayMs };
  await delay(2000);
  const { rates, freezes, frozenMs, packetsLost } = await flow(page, seconds);
  const times = await changeTo(page, tiles, b);
  const row = {
    'pictures/s of a tile, least': round(Math.min(...rates), 1),
    median: round(median(rates), 1),
    freezes,
    'frozen, % of the time': round(frozenMs / (rates.length * seconds * 10), 2),
    'packets lost': packetsLost,
    'another wall meanwhile: all live, ms': round(Math.max(...times)),
  };
  rows[`${loss} % lost, ${delayMs} ms`] = row;
  figures[`loss${loss}`] = {
    leastRate: round(Math.min(...rates), 1),
    freezes,
    frozenMs: round(frozenMs),
    allMoved: rates.length >= tiles && rates.every((rate) => rate > 0),
  };
}

/** A page that has never had UDP. */
async function blockedFromTheStart(): Promise<void> {
  line.weather = { udpBlocked: true };
  await page.goto(`${hub.url}/live`);
  await page.locator('[data-row-channel]').first().waitFor();
  const times = await changeTo(page, tiles, a);
  const all = Math.max(...times);
  const by = await protocols(page);
  rows['no UDP from the start'] = { 'all live, ms': round(all), by: by.join(' ') };
  figures['start'] = { allMs: round(all), live: all < PATIENCE_MS, protocols: by };
}

/** UDP carried the pictures, and then passes no more. */
async function blockedInTheMiddle(): Promise<void> {
  line.weather = {};
  await page.goto(`${hub.url}/live`);
  await page.locator('[data-row-channel]').first().waitFor();
  await changeTo(page, tiles, a);
  await delay(2000);
  const before = await protocols(page);
  const [since, everyTile] = [performance.now(), a.map((_, tile) => tile)];
  line.weather = { udpBlocked: true };
  let by: string[] = [];
  let moving = 0;
  while (!(by.includes('tcp') && moving === tiles) && performance.now() - since < TAKE_OVER_MS) {
    moving = (await latencies(page, everyTile)).length;
    by = await protocols(page);
  }
  const again = moving === tiles ? round(performance.now() - since) : null;
  rows['no UDP any more'] = {
    'moving again after, ms': again ?? 'never',
    by: `${before.join(' ')}, then ${by.join(' ')}`,
  };
  figures['middle'] = { againMs: again, before, protocols: by };
}

try {
  if (cases.includes('loss')) for (const loss of values.loss.split(',').map(Number)) await lossy(loss);
  if (cases.includes('start')) await blockedFromTheStart();
  if (cases.includes('middle')) await blockedInTheMiddle();
  console.table(rows);
  console.log(JSON.stringify(figures));
} finally {
  await county.close();
  line.close();
}
