/**
 * How the table of cameras bears a county: `npm run bench camera-table [-- --cameras 2000 --dist web/dist]`.
 *
 * The built page in a real Chromium, with answers as a hub gives them and no hub beside it. Measured are: from a key in the
 * search to what it finds being painted (Event Timing, which counts to the paint); the longest piece of work of the page's
 * main thread, and the longest frame, while the whole table is scrolled (traced); the memory of the page's process.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../test/rig/browser.ts';
import { percentile } from '../../test/rig/figures.ts';
import { sampleTree } from '../../test/rig/processes.ts';
import { servePage } from './camera-table/page-server.ts';
import { traceScroll } from './camera-table/trace.ts';

const { values } = parseArgs({
  options: { cameras: { type: 'string', default: '2000' }, dist: { type: 'string', default: 'web/dist' } },
});
const count = Number(values.cameras);
/** Typed key by key, and taken back: finds all, many, few, none. */
const words = ['大桥', '10.61.3.', '电信 集市', 'zzz'];
const MEGABYTE = 1024 * 1024;

/** From a key, or a word that an input method brings, to the paint: each, ms, as far as it took more than a frame. */
async function measureFilter(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(globalThis, { durations });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (['keydown', 'keypress', 'input', 'keyup'].includes(entry.name)) durations.push(entry.duration);
      }
    });
    // Shorter ones are not told, and not wanted.
    observer.observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const field = page.locator('.fleet-words input');
  await field.focus();
  for (const word of words) {
    for (const key of word) await page.keyboard.press(/[ -~]/.test(key) ? key : 'a', { delay: 30 });
    // Else the last key's release, which changes nothing, waits for the paint of the word.
    await page.waitForFunction(frameDrawn);
    await field.fill(word);
    await page.waitForFunction(frameDrawn);
    for (let left = word.length; left > 0; left--) await page.keyboard.press('Backspace', { delay: 30 });
  }
  return await page.evaluate(() => (globalThis as unknown as { durations: number[] }).durations);
}

/** Resolves after the next frame. */
function frameDrawn(): Promise<boolean> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
}

/** Of the page's own process, bytes. */
function pageMemory(): number {
  const pages = sampleTree(process.pid).filter(({ command }) => command.includes('--type=renderer'));
  return Math.max(...pages.map(({ pssBytes }) => pssBytes));
}

const server = await servePage(resolve(values.dist), count);
const browser = await launchBrowser({ width: 1920, height: 1080 });
try {
  const page = await browser.context.newPage();
  await page.goto(`${server.url}/cameras`);
  await page.locator('[data-camera]').first().waitFor();
  const rows = await page.locator('[data-camera]').count();
  const filter = await measureFilter(page);
  const filterP95Ms = percentile(filter, 0.95);
  const filterMs = Math.max(...filter);
  // Before the trace, which the same process keeps.
  const mb = Math.round(pageMemory() / MEGABYTE);
  const { taskMs, frameMs } = await traceScroll(page, '.fleet-rows');
  console.log(`${count} cameras, ${rows} rows drawn`);
  console.log(`key to paint, p95, slowest: ${filterP95Ms} ms, ${filterMs} ms`);
  console.log(`longest task on scrolling:  ${taskMs} ms`);
  console.log(`longest frame on scrolling: ${frameMs} ms`);
  console.log(`memory of the page:         ${mb} MB`);
  console.log(JSON.stringify({ cameras: count, rows, filterP95Ms, filterMs, taskMs, frameMs, mb }));
} finally {
  await browser.close();
  await server.close();
}
