import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, launchBrowser } from '../../../test/rig/browser.ts';
import type { FleetCamera } from '../../../test/rig/fleet-process.ts';
import { startJanus } from './janus.ts';
import { PATIENCE_MS, type Side } from './side.ts';

async function servePage(): Promise<{ server: Server; url: string }> {
  const page = readFileSync(join(import.meta.dirname, 'page.html'));
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Debian's Janus, whose mountpoints pull their cameras all the time. */
export async function janusSide(cameras: readonly FleetCamera[]): Promise<Side> {
  const { server, url } = await servePage();
  const janus = await startJanus(cameras);
  const browser: Browser = await launchBrowser({ width: 880, height: 495 });
  return {
    name: 'Janus',
    pid: janus.pid,
    warm: () => Promise.resolve(() => Promise.resolve()),
    async open(camera) {
      const page = await browser.context.newPage();
      await page.goto(`${url}?${new URLSearchParams({ api: janus.url, id: String(camera + 1) })}`);
      await page.locator('body[data-ready]').waitFor();
      return page;
    },
    async join(page) {
      await page.locator('button').click();
      const picture = page.locator('video[data-first-picture-ms]');
      await picture.waitFor({ timeout: PATIENCE_MS });
      return Number(await picture.getAttribute('data-first-picture-ms'));
    },
    async close() {
      await browser.close();
      await janus.close();
      server.close();
    },
  };
}
