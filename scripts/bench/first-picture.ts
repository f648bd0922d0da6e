/**
 * How soon a viewer sees a camera: `npm run bench first-picture [-- --joins 30]`.
 *
 * A real hub, a real fleet, a real Chromium, all on this machine. Each join is a page of its own (so it includes ICE and
 * DTLS), timed by the page from the double click to the first frame on the screen. Warm: somebody watches the camera
 * already; cold: nobody does. The steady viewer's freezes are counted over all joins.
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

const { values } = parseArgs({ options: { joins: { type: 'string', default: '30' } } });
const joins = Number(values.joins);

/** Channel ids of the fleet's cameras, registered at the hub. */
async function register(client: HubClient, fleet: FleetProcess): Promise<string[]> {
  const ids: string[] = [];
  for (const camera of fleet.cameras) {
    const { channels } = await client.register(camera.name, onvifSource(camera));
    ids.push(channels[0]?.id ?? '');
  }
  return ids;
}

async function openLive(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await watchConnections(page);
  await page.goto(`${url}/live?layout=1`);
  await page.locator('[data-row-channel]').first().waitFor();
  return page;
}

/** Puts a channel on the page's only tile; resolves to the time to its first picture, ms. */
async function join(page: Page, channel: string): Promise<number> {
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

async function warm(context: BrowserContext, url: string, channel: string): Promise<WarmFigures> {
  const steady = await openLive(context, url);
  await join(steady, channel);
  await delay(3000);
  const before = (await readReception(steady)).freezeCount;
  const figures: WarmFigures = { first: [], latency: [], freezes: 0 };
  for (let count = 0; count < joins; count++) {
    // Anywhere within a GOP.
    await delay(Math.random() * 1500);
    const page = await openLive(context, url);
    figures.first.push(await join(page, channel));
    await delay(1500);
    const sighting = await lookAtTile(page);
    if (sighting !== null) figures.latency.push(sighting.latencyMs);
    await page.close();
  }
  figures.freezes = (await readReception(steady)).freezeCount - before;
  await steady.close();
  return figures;
}

async function cold(context: BrowserContext, url: string, channels: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const channel of channels) {
    const page = await openLive(context, url);
    times.push(await join(page, channel));
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
const hub = await startHub({ HUB_RELAY_IDLE_MS: '1000' });
const browser = await launchBrowser();
try {
  const client = await HubClient.signIn(hub.url);
  await lendSession(browser.context, client);
  const [shortId = ''] = await register(client, short);
  const [longId = ''] = await register(client, long);
  const coldIds = await register(client, many);
  const warm2s = await warm(browser.context, hub.url, shortId);
  const warm10s = await warm(browser.context, hub.url, longId);
  const coldTimes = await cold(browser.context, hub.url, coldIds);
  console.table({
    'warm, 2 s GOP: first picture, ms': spread(warm2s.first),
    'warm, 10 s GOP: first picture, ms': spread(warm10s.first),
    'cold, 1 s GOP: first picture, ms': spread(coldTimes),
    'camera to screen 1.5 s after joining, 2 s GOP, ms': spread(warm2s.latency),
    'camera to screen 1.5 s after joining, 10 s GOP, ms': spread(warm10s.latency),
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
