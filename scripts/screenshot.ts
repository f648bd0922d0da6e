/**
 * Makes the picture in the README: a real wall of the simulated county, in Chinese, 1920x1080.
 * After `npm test` has set the machine up: `node scripts/screenshot.ts`.
 */
import { join } from 'node:path';
import { launchBrowser, lendSession } from '../test/rig/browser.ts';
import { onvifSource, startFleetProcess } from '../test/rig/fleet-process.ts';
import { HubClient } from '../test/rig/hub-client.ts';
import { startHub } from '../test/rig/hub-process.ts';

const TILES = 4;

const fleet = await startFleetProcess(['--cameras', '12', '--base', '127.33.1.1']);
const hub = await startHub();
const browser = await launchBrowser({ width: 1920, height: 1080 });
try {
  const client = await HubClient.signIn(hub.url);
  const tiles: string[] = [];
  for (const camera of fleet.cameras) {
    const { channels } = await client.register(camera.name, onvifSource(camera));
    if (tiles.length < TILES) tiles.push(channels[0]?.id ?? '');
  }
  await client.grant();
  await lendSession(browser.context, client);
  const page = await browser.context.newPage();
  await page.goto(`${hub.url}/live?layout=${TILES}&tiles=${tiles.join(',')}`);
  for (let tile = 0; tile < TILES; tile++) await page.locator(`[data-tile="${tile}"][data-state="live"]`).waitFor();
  await page.screenshot({ path: join(import.meta.dirname, '../web/screenshot.jpg'), type: 'jpeg', quality: 70 });
} finally {
  await browser.close();
  await hub.close();
  await fleet.close();
}
