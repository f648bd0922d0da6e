import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, type Browser } from '../rig/browser.ts';
import { freePort } from '../rig/hub-process.ts';
import { fillSetup } from './entry.ts';
import { openPage } from './stage.ts';
import { awaitTile } from './wall.ts';

/** The first time, its pictures are drawn. */
const PATIENCE = 180_000;

let data: string;
let demo: ChildProcess;
let browser: Browser;
/** The last line that it printed. */
let link = '';

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'hub-demo-'));
  const args = ['scripts/demo.ts', '--cameras', '4', '--base', '127.21.0.1'];
  demo = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, ...args], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, HUB_DATA: data, HUB_PORT: String(await freePort()), HUB_RTC_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: demo.stdout ?? expect.fail() });
  for await (const line of lines) {
    if (!line.includes('next=')) continue;
    link = line;
    break;
  }
  demo.stdout?.resume();
  browser = await launchBrowser();
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  if (demo.exitCode === null) {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

test('the link that the demo prints leads to a wall of moving pictures', async () => {
  expect(link).toMatch(/^http:/);
  const page = await openPage(browser);
  await fillSetup(page, link, { username: 'zhiban', password: '值班室的钥匙在抽屉里面左边' });
  await page.waitForURL(/\/live/);
  for (const tile of [0, 1, 2, 3]) await awaitTile(page, tile, 'live');
});
