import { type Browser, launchBrowser, lendSession } from '../../../test/rig/browser.ts';
import { type FleetCamera, onvifSource } from '../../../test/rig/fleet-process.ts';
import { HubClient } from '../../../test/rig/hub-client.ts';
import { startHub } from '../../../test/rig/hub-process.ts';
import { Viewer } from '../../../test/rig/viewer.ts';
import { PATIENCE_MS, type Side } from './side.ts';

/** A tile so wide gets the sub stream, as Janus' mountpoints do. */
const SUB_WIDTH = 640;

/** The hub with its own page, one tile large. */
export async function hubSide(cameras: readonly FleetCamera[]): Promise<Side> {
  const hub = await startHub();
  const client = await HubClient.signIn(hub.url);
  await client.grant();
  const channels: string[] = [];
  for (const camera of cameras) {
    const { channels: made } = await client.register(camera.name, onvifSource(camera));
    channels.push(made[0]?.id ?? '');
  }
  // In a window so wide the tile gets the sub stream.
  const browser: Browser = await launchBrowser({ width: 880, height: 495 });
  await lendSession(browser.context, client);
  const channelOf = (camera: number): string => channels[camera] ?? '';
  return {
    name: 'hub',
    pid: hub.pid,
    async warm(camera) {
      const viewer = await Viewer.open(client);
      await viewer.watch(channelOf(camera), SUB_WIDTH);
      await viewer.nextPacket();
      return () => viewer.close();
    },
    async open(camera) {
      const page = await browser.context.newPage();
      await page.goto(`${hub.url}/live?layout=1`);
      await page.getByRole('searchbox').fill(cameras[camera]?.address ?? '');
      await page.locator(`[data-row-channel="${channelOf(camera)}"]`).waitFor();
      return page;
    },
    async join(page, camera) {
      await page.locator(`[data-row-channel="${channelOf(camera)}"]`).dblclick();
      const picture = page.locator(`[data-channel="${channelOf(camera)}"][data-first-picture-ms]`);
      await picture.waitFor({ timeout: PATIENCE_MS });
      return Number(await picture.getAttribute('data-first-picture-ms'));
    },
    async close() {
      await browser.close();
      await hub.close();
    },
  };
}
