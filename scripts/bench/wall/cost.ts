import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type ProcessSample, sampleTree } from '../../../test/rig/processes.ts';
import type { County } from './county.ts';

const MEGABYTE = 1024 * 1024;

/** What browser and hub have used so far, or hold now. */
export interface Cost {
  browserMs: number;
  hubMs: number;
  browserMb: number;
  hubMb: number;
}

const sum = (samples: readonly ProcessSample[], key: 'cpuMs' | 'pssBytes'): number =>
  samples.reduce((total, sample) => total + sample[key], 0);

/** Chromium's processes are those below this one that carry its name; the hub's are all below the hub. */
export function cost({ hub }: County): Cost {
  const browser = sampleTree(process.pid).filter(({ command }) => command.split(' ')[0]?.includes('chrom'));
  const server = sampleTree(hub.pid);
  return {
    browserMs: sum(browser, 'cpuMs'),
    hubMs: sum(server, 'cpuMs'),
    browserMb: sum(browser, 'pssBytes') / MEGABYTE,
    hubMb: sum(server, 'pssBytes') / MEGABYTE,
  };
}

/** What the page and the server hold at this moment. */
export interface Held {
  /** Of the page's script, after a collection, MB. */
  heapMb: number;
  browserMb: number;
  hubMb: number;
  /** Video elements that are in the page, and that were ever made, where the page tells. */
  videos: number;
  made: number;
  /** Consumers in the page, where it tells. */
  consumers: number;
  viewers: number;
  relays: number;
}

export async function held(county: County): Promise<Held> {
  const { page, hub } = county;
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const { browserMb, hubMb } = cost(county);
  const counted = await page.evaluate<{ videos: number; made: number; consumers: number }>(`({
    videos: document.querySelectorAll('video').length,
    made: Number(document.documentElement.dataset.videos ?? NaN),
    consumers: Number(document.documentElement.dataset.consumers ?? NaN),
  })`);
  return { heapMb: usedSize / MEGABYTE, browserMb, hubMb, ...counted, ...(await serverHolds(hub.url)) };
}

/** Watches and relays of a hub on this machine, as it tells Prometheus. */
export async function serverHolds(url: string): Promise<{ viewers: number; relays: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const total = (name: string): number =>
    [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\d+)`, 'gm'))].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  return { viewers: total('hub_viewers'), relays: total('hub_relays') };
}

/** Until the hub pulls no camera any more. */
export async function awaitNoRelay(url: string): Promise<void> {
  while ((await serverHolds(url)).relays > 0) await delay(200);
}

/** Takes the wall away, and waits until nothing is left of it. */
export async function leave(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await awaitNoRelay(url);
}
