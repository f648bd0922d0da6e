import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { lookAtTile, type Sighting } from '../rig/screen.ts';

/** Longest wait for what has no deadline of its own, ms: two shared cores may be busy. */
export const PATIENCE = 20_000;

/** Opens the wall with these channels on its tiles. */
export async function openWall(page: Page, hubUrl: string, channels: string[], layout: 1 | 4 = 1): Promise<void> {
  await page.goto(`${hubUrl}/live?layout=${layout}&tiles=${channels.join(',')}`);
}

/** Waits until the tile is in this state. */
export async function awaitTile(page: Page, tile: number, state: string, deadline = PATIENCE): Promise<void> {
  await page.locator(`[data-tile="${tile}"][data-state="${state}"]`).waitFor({ state: 'attached', timeout: deadline });
}

/** Waits until the tile says that, and why, it has no picture. */
export async function awaitCause(page: Page, tile: number, cause: string, deadline = PATIENCE): Promise<void> {
  const words = page.locator(`[data-tile="${tile}"][data-cause="${cause}"] .tile-message strong`);
  await words.waitFor({ timeout: deadline });
}

/** The proof of a picture: the right clip on the tile, and its clock advancing. Returns the last look. */
export async function awaitMoving(page: Page, tile: number, clip: number, deadline = PATIENCE): Promise<Sighting> {
  let advances = 0;
  let before: number | null = null;
  let last: Sighting | null = null;
  const look = async (): Promise<number> => {
    last = await lookAtTile(page, tile);
    if (last?.clip !== clip) return advances;
    // Counted by changes: a short clip shown by its keyframes alone has but two different frames.
    if (last.frame !== before) advances++;
    before = last.frame;
    return advances;
  };
  await expect.poll(look, { timeout: deadline, interval: 10 }).toBeGreaterThanOrEqual(3);
  const seen = last as Sighting | null;
  if (seen === null) throw new Error('the clock was seen, and then no more');
  return seen;
}
