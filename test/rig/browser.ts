import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import type { HubClient } from './hub-client.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
];

export interface BrowserOptions {
  width?: number;
  height?: number;
  language?: 'zh-CN' | 'en-US';
  /** Of the command line, beside the usual ones. */
  flags?: readonly string[];
}

/** A real Chromium with an empty profile. Close it with `close()`, which removes the profile, too. */
export interface Browser {
  context: BrowserContext;
  close(): Promise<void>;
}

export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: [...FLAGS, ...(options.flags ?? [])],
    locale: options.language ?? 'zh-CN',
    viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Gives the browser the session of a client that is signed in already. */
export async function lendSession(context: BrowserContext, client: HubClient): Promise<void> {
  const [name = '', ...value] = client.cookie.split('=');
  const cookie = { name, value: value.join('='), url: client.url, httpOnly: true, sameSite: 'Strict' as const };
  await context.addCookies([cookie]);
}
