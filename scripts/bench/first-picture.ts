/**
 * How soon a viewer sees a camera: `npm run bench first-picture [-- --joins 30 --width 880]`.
 *
 * A real hub, a real fleet, a real Chromium, all on this machine. Each join is a page of its own (so it includes ICE and
 * DTLS, but not the loading of the page), timed from the double click to the first frame on the screen. Warm: somebody watches the camera
 * already; cold: nobody does. The steady viewer's freezes are counted over all joins. In a window of 880 px the tile gets the
 * sub stream (640x360, 15 pictures/s), from 1280 px on the main stream (1280x720, 25 pictures/s).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser, lendSession } from '../../test/rig/browser.ts';
import { onvifSource, startFleetProcess, type FleetProcess } from '../../test/rig/fleet-process.ts';
import { HubClient } from '../../test/rig/hub-client.ts';
import { startHub } from '../../test/rig/hub-process.ts';
import { lookAtTile, readReception, watchConnections } from '../../test/rig/screen.ts';
import { median, percentile, round, spread } from '../../test/rig/figures.ts';

const { values } = parseArgs({
  options: { joins: { type: 'string', default: '30' }, width: { type: 'string', default: '880' } },
});
const joins = Number(values.joins);
const WARM_UP = 5;
/** Tiles get the sub stream. */
const SMALL = Number(values.width) <= 880;

/** A camera's channel, and what finds it in the list. */
interface Target {
  channel: string;
  address: string;
}

/** The fleet's cameras, registered at the hub. */
async function register(client: HubClient, fleet: FleetProcess): Promise<Target[]> {
  const targets: Target[] = [];
  for (const camera of fleet.cameras) {
    const { channels } = await client.register(camera.name, onvifSource(camera));
    targets.push({ channel: channels[0]?.id ?? '', address: camera.address });
  }
  return targets;
}

async function openLive(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await watchConnections(page);
  await page.goto(`${url}/live?layout=1`);
  await page.locator('[data-row-channel]').first().waitFor();
  return page;
}

/** Puts a channel on the page's only tile; resolves to the time to its first picture, ms. */
async function join(page: Page, { channel, address }: Target): Promise<number> {
  // The list draws only the rows in sight.
  await page.getByRole('searchbox').fill(address);
  await page.locator(`[data-row-channel="${channel}"]`).dblclick();
  const picture = page.locator(`[data-channel="${channel}"][data-first-picture-ms]`);
  await picture.waitFor({ timeout: 20_000 });
  return Number(await picture.getAttribute('data-first-picture-ms'));
}

interface WarmFigures {
  first: number[];
  latency: number[];
  freezes: number;
}

async function warm(context: BrowserContext, url: string, target: Target, times: number): Promise<WarmFigures> {
  const steady = await openLive(context, url);
  await join(steady, target);
  // Painting it costs this machine, and in a county another one. It stays the same stream.
  if (SMALL) await steady.setViewportSize({ width: 800, height: 200 });
  await delay(3000);
  const before = (await readReception(steady)).freezeCount;
  const figures: WarmFigures = { first: [], latency: [], freezes: 0 };
  for (let count = 0; count < times; count++) {
    const page = await openLive(context, url);
    // A person looks before clicking; and the click falls anywhere within a GOP.
    await delay(300 + Math.random() * 1000);
    figures.first.push(await join(page, target));
    await delay(1000);
    const sighting = await lookAtTile(page);
    if (sighting !== null) figures.latency.push(sighting.latencyMs);
    await page.close();
  }
  figures.freezes = (await readReception(steady)).freezeCount - before;
  await steady.close();
  return figures;
}

async function cold(context: BrowserContext, url: string, targets: Target[]): Promise<number[]> {
  const times: number[] = [];
  for (const target of targets) {
    const page = await openLive(context, url);
    await delay(300);
    times.push(await join(page, target));
    await page.close();
  }
  return times;
}

const short = await startFleetProcess(['--cameras', '1', '--clips', '1', '--gop', '2', '--base', '127.31.1.1']);
const long = await startFleetProcess(['--cameras', '1', '--clips', '1', '--gop', '10', '--base', '127.31.2.1']);
const many = await startFleetProcess([
  '--cameras',
  String(joins),
  '--clips',
  '4',
  '--gop',
  '1',
  '--base',
  '127.31.3.1',
]);
const hub = await startHub({ environment: { HUB_RELAY_IDLE_MS: '1000' } });
const browser = await launchBrowser({
  width: Number(values.width),
  height: Math.round((Number(values.width) * 9) / 16),
});
try {
  const client = await HubClient.signIn(hub.url);
  // Leave to view is there before the first click: a join is what it was without it, and one ticket.
  await client.grant();
  await lendSession(browser.context, client);
  const [shortTarget] = await register(client, short);
  const [longTarget] = await register(client, long);
  if (shortTarget === undefined || longTarget === undefined) throw new Error('the fleet has no camera');
  const coldTargets = await register(client, many);
  // The first joins warm up the hub and the browser, and are not counted.
  await warm(browser.context, hub.url, shortTarget, WARM_UP);
  const warm2s = await warm(browser.context, hub.url, shortTarget, joins);
  const warm10s = await warm(browser.context, hub.url, longTarget, joins);
  const coldTimes = await cold(browser.context, hub.url, coldTargets);
  console.table({
    'warm, 2 s GOP: first picture, ms': spread(warm2s.first),
    'warm, 10 s GOP: first picture, ms': spread(warm10s.first),
    'cold, 1 s GOP: first picture, ms': spread(coldTimes),
    'camera to screen 1 s after joining, 2 s GOP, ms': spread(warm2s.latency),
    'camera to screen 1 s after joining, 10 s GOP, ms': spread(warm10s.latency),
  });
  console.log(
    JSON.stringify({
      warmP95Ms: round(percentile(warm2s.first, 0.95)),
      warmP95Ms10sGop: round(percentile(warm10s.first, 0.95)),
      coldP95Ms: round(percentile(coldTimes, 0.95)),
      freezes: warm2s.freezes + warm10s.freezes,
      latencyMedianMs: round(median([...warm2s.latency, ...warm10s.latency])),
    }),
  );
} finally {
  await browser.close();
  await hub.close();
  await Promise.all([short.close(), long.close(), many.close()]);
}
