import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Browser, launchBrowser, lendSession } from '../../../test/rig/browser.ts';
import type { HubClient } from '../../../test/rig/hub-client.ts';
import { lookAt, watchConnections } from '../../../test/rig/screen.ts';

/** Patience with the first picture, ms. */
const PATIENCE_MS = 20_000;

/** Run before the page: notes when it asks to come in, and when a picture of another was first painted. */
const NOTE = `{
  window.meetingBench = { asked: null, painted: null };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (String(data).includes('"room.join"')) window.meetingBench.asked ??= performance.now();
    return send.call(this, data);
  };
  const known = new Set();
  setInterval(() => {
    for (const video of document.querySelectorAll('.room-video:not([data-own]) video')) {
      if (known.has(video)) continue;
      known.add(video);
      video.requestVideoFrameCallback((now) => { window.meetingBench.painted ??= now; });
    }
  }, 5);
}`;
/** Run in the page: how long it took; a picture that does not come counts as long as one waits for it. */
const PAINT = `new Promise((done) => {
  const look = () => {
    const { asked, painted } = window.meetingBench;
    if (painted !== null) done(painted - asked);
    else if (performance.now() > ${PATIENCE_MS}) done(${PATIENCE_MS});
    else setTimeout(look, 20);
  };
  look();
})`;
const LARGE = '.room-tile[data-large] video';

/** Run in the page: pictures painted so far by each video that is seen. */
const PAINTED = `[...document.querySelectorAll('.room-tile[data-picture="moving"] .room-video:not([data-own]) video')]
  .filter((video) => video.checkVisibility() && video.getBoundingClientRect().bottom <= innerHeight)
  .map((video) => ({ key: video.closest('.room-tile').dataset.pane, frames: video.getVideoPlaybackQuality().totalVideoFrames }))`;

/** A real Chromium that shows the room, and neither sends nor speaks. */
export class RoomBrowser {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #address: string;

  static async open(client: HubClient, meetingId: string): Promise<RoomBrowser> {
    const browser = await launchBrowser({ width: 1024, height: 600 });
    await lendSession(browser.context, client);
    const page = await browser.context.newPage();
    await watchConnections(page);
    await page.addInitScript(NOTE);
    // What a page loads once is not what is measured.
    await page.goto(`${client.url}/meetings`);
    return new RoomBrowser(browser, page, `${client.url}/meetings/${meetingId}/room`);
  }

  private constructor(browser: Browser, page: Page, address: string) {
    this.#browser = browser;
    this.page = page;
    this.#address = address;
  }

  /** Comes in (again). @returns ms from the wish to come in to the first painted picture of another */
  async join(): Promise<number> {
    await this.page.goto(this.#address);
    return this.page.evaluate<number>(PAINT);
  }

  /** Sender's clock to screen of the large picture, ms: as many readings as fit into the time. */
  async latencies(seconds: number): Promise<number[]> {
    const found: number[] = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      const sighting = await lookAt(this.page, LARGE);
      // Of a loop of 4 s the nearest moment that fits is taken: one before its time is a picture that came late.
      if (sighting !== null) found.push(sighting.latencyMs + (sighting.latencyMs < 0 ? sighting.loopMs : 0));
      await delay(100);
    }
    return found;
  }

  /** Pictures that are seen, and those of them that stood still for 3 s. */
  async stalled(): Promise<{ pictures: number; stalled: number }> {
    const look = () => this.page.evaluate<{ key: string; frames: number }[]>(PAINTED);
    const before = await look();
    await delay(3000);
    const after = new Map((await look()).map(({ key, frames }) => [key, frames]));
    const still = before.filter(({ key, frames }) => after.get(key) === frames);
    return { pictures: before.length, stalled: still.length };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
