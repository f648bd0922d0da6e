import type { Page } from 'playwright-core';

/** Longest wait for all of a wall, ms. What is not there by then counts as this long. */
export const PATIENCE_MS = 20_000;

/**
 * Run in the page: goes to another wall by its address, as a saved wall does, and waits until each tile that shows its
 * new channel has painted a frame of a track that was on no tile before.
 */
const CHANGE = `async ({ query, channels, patience }) => {
  const tracksOf = (video) => (video.srcObject ? video.srcObject.getTracks().map(({ id }) => id) : []);
  const before = new Set([...document.querySelectorAll('[data-tile] video')].flatMap(tracksOf));
  const times = channels.map(() => null);
  const waiting = new Set();
  const start = performance.now();
  history.pushState(null, '', query);
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
  if (channels.length > 0) await new Promise((done) => {
    const frame = (index) => (now) => {
      times[index] ??= now - start;
      if (times.every((time) => time !== null)) done();
    };
    const look = () => {
      channels.forEach((channel, index) => {
        if (times[index] !== null) return;
        const videos = document.querySelectorAll('[data-tile="' + index + '"][data-channel="' + channel + '"] video');
        for (const video of videos) {
          const [track] = tracksOf(video);
          if (track === undefined || before.has(track) || waiting.has(track)) continue;
          waiting.add(track);
          video.requestVideoFrameCallback(frame(index));
        }
      });
      if (times.every((time) => time !== null)) return;
      if (performance.now() - start > patience) done();
      else requestAnimationFrame(look);
    };
    look();
  });
  return times.map((time) => time ?? patience);
}`;

/** The query of a wall. */
export function queryOf(layout: number, channels: readonly string[]): string {
  return `/live?layout=${layout}&tiles=${channels.join(',')}`;
}

/** Puts these channels on the wall; resolves to the time from the act to each tile's first picture, ms. */
export async function changeTo(page: Page, layout: number, channels: readonly string[]): Promise<number[]> {
  const given = { query: queryOf(layout, channels), channels, patience: PATIENCE_MS };
  return page.evaluate<number[]>(`(${CHANGE})(${JSON.stringify(given)})`);
}

/** Takes everything off the wall, without leaving the page. */
export async function empty(page: Page, layout: number): Promise<void> {
  await changeTo(page, layout, []);
  await page.locator('[data-tile][data-channel]').first().waitFor({ state: 'detached' });
}
