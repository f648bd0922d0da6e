import type { Page } from 'playwright-core';
import { type Browser, launchBrowser, lendSession } from '../../../test/rig/browser.ts';
import { type FleetCamera, onvifSource, startFleetProcess } from '../../../test/rig/fleet-process.ts';
import { HubClient } from '../../../test/rig/hub-client.ts';
import { type HubProcess, startHub } from '../../../test/rig/hub-process.ts';
import { watchConnections } from '../../../test/rig/screen.ts';

export interface CountyOptions {
  cameras: number;
  /** Address of the first camera. */
  base: string;
  width: number;
  height: number;
  environment?: Record<string, string>;
}

/** Cameras (sub stream 640x360, 15 pictures/s, GOP 2 s), a hub that knows them, and a browser at its wall. */
export interface County {
  cameras: FleetCamera[];
  /** Channel ids, in the order of the cameras. */
  channels: string[];
  hub: HubProcess;
  browser: Browser;
  page: Page;
  close(): Promise<void>;
}

/** Sets it up, with an empty wall on the screen. */
export async function startCounty({ cameras, base, width, height, environment }: CountyOptions): Promise<County> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const fleet = await startFleetProcess(['--cameras', String(cameras), '--clips', '8', '--gop', '2', '--base', base]);
    closers.push(() => fleet.close());
    const hub = await startHub({ environment });
    closers.push(() => hub.close());
    const client = await HubClient.signIn(hub.url);
    await client.grant();
    const channels: string[] = [];
    for (const camera of fleet.cameras) {
      const { channels: made } = await client.register(camera.name, onvifSource(camera));
      channels.push(made[0]?.id ?? '');
    }
    const browser = await launchBrowser({ width, height });
    closers.push(() => browser.close());
    await lendSession(browser.context, client);
    const page = await browser.context.newPage();
    await watchConnections(page);
    await page.goto(`${hub.url}/live`);
    await page.locator('[data-row-channel]').first().waitFor();
    return { cameras: fleet.cameras, channels, hub, browser, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
