/**
 * A meeting over a bad line: `npm run bench meeting-line [-- --kbits 300,64 --loss 10 --cut 20 --seconds 30 --senders 4]`.
 *
 * A real hub; senders with recorded VP8 in three layers, one of whom speaks; a Chromium whose media passes through this process
 * (`test/rig/line.ts`), which lets through so many kbit/s with a queue of 300 ms, or loses so many percent both ways; the senders' own
 * line is good. Counted are on the page: the longest time without a sound of the voice, sound made up in place of what did not come,
 * pictures, and what the page says of its line. At last everything of the page is cut for so many seconds: from the end of the
 * cut to the first sound and picture, and whether the seat is the same.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { WebSocketRoute } from 'playwright-core';
import { round } from '../../test/rig/figures.ts';
import { Line, type Weather } from '../../test/rig/line.ts';
import { startMeetingCounty } from './meeting/county.ts';
import { Crew } from './meeting/crew.ts';
import { type Hearing, listen } from './meeting/hearing.ts';
import { RoomBrowser } from './meeting/page.ts';

const { values } = parseArgs({
  options: {
    kbits: { type: 'string', default: '300,64' },
    loss: { type: 'string', default: '10' },
    cut: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '30' },
    senders: { type: 'string', default: '4' },
  },
});
const numbers = (list: string): number[] => list.split(',').filter(Boolean).map(Number);
const [seconds, senders, cutSeconds] = [Number(values.seconds), Number(values.senders), Number(values.cut)];
/** Until hub and page know what the line is like. */
const SETTLE_MS = 10_000;
/** Patience after a cut, ms. */
const PATIENCE_MS = 60_000;
const OTHERS = '.room-tile[data-picture="moving"] .room-video:not([data-own]) video';

const line = await Line.open();
const county = await startMeetingCounty({ units: senders + 1, lookers: 1, environment: line.environment });
const crew = new Crew(0);
const [looker] = county.lookers;
if (looker === undefined) throw new RangeError('nobody looks');
const browser = await RoomBrowser.open(looker, county.meeting.id);
const { page } = browser;
/** The page's connections to the hub, the last of which a cut takes, too. */
const wires: WebSocketRoute[] = [];
let isCut = false;
await page.routeWebSocket(/\/ws$/, (route) => {
  if (isCut) void route.close();
  else {
    route.connectToServer();
    wires.push(route);
  }
});

const rows: Record<string, Record<string, number | string>> = {};
const figures: Record<string, unknown> = {};

/** Comes in anew over a line like that. */
async function over(name: string, weather: Weather): Promise<void> {
  line.weather = weather;
  await browser.join();
  await delay(SETTLE_MS);
  const hearing: Hearing = await listen(page, seconds);
  const { voices, longestGapMs, concealedPercent, pictures, width, said, protocols } = hearing;
  rows[name] = {
    voices,
    'longest gap, ms': round(longestGapMs),
    'made up, %': round(concealedPercent, 2),
    'pictures/s, all': round(pictures, 1),
    'widest, px': width,
    said,
    by: protocols.join(' '),
  };
  figures[name] = {
    voices,
    longestGapMs: round(longestGapMs),
    concealedPercent: round(concealedPercent, 2),
    width,
    said,
  };
}

/** The page's own participant id, and how many pictures it has painted of others. */
async function seat(): Promise<{ id: string | undefined; frames: number; sounds: number }> {
  return page.evaluate(`(async () => {
    let sounds = 0;
    for (const connection of window.connections) for (const one of (await connection.getStats()).values())
      if (one.type === 'inbound-rtp' && one.kind === 'audio') sounds += one.packetsReceived ?? 0;
    const videos = [...document.querySelectorAll('${OTHERS}')];
    const frames = videos.reduce((sum, video) => sum + video.getVideoPlaybackQuality().totalVideoFrames, 0);
    return { id: document.querySelector('.room-tile[data-mine]')?.dataset.pane, frames, sounds };
  })()`);
}

/** Everything is cut for so long. */
async function cutOff(): Promise<void> {
  line.weather = {};
  await browser.join();
  await delay(3000);
  const before = await seat();
  isCut = true;
  line.weather = { udpBlocked: true };
  await wires.at(-1)?.close();
  await delay(cutSeconds * 1000);
  const still = await seat();
  isCut = false;
  line.weather = {};
  const since = performance.now();
  let seen: number | null = null;
  let heard: number | null = null;
  let now = still;
  // A connection of its own counts from nothing.
  for (let sounds = still.sounds; (seen === null || heard === null) && performance.now() - since < PATIENCE_MS;) {
    await delay(20);
    now = await seat();
    sounds = Math.min(sounds, now.sounds);
    if (now.sounds > sounds) heard ??= performance.now() - since;
    if (now.frames > 0 && now.frames !== still.frames) seen ??= performance.now() - since;
  }
  const row = { seenMs: seen === null ? null : round(seen), heardMs: heard === null ? null : round(heard) };
  figures['cut'] = { seconds: cutSeconds, ...row, sameSeat: before.id !== undefined && now.id === before.id };
  rows[`cut for ${cutSeconds} s`] = {
    'seen again after, ms': row.seenMs ?? 'never',
    'heard again after, ms': row.heardMs ?? 'never',
    seat: now.id === before.id ? 'the same' : 'another',
  };
}

try {
  const sessions = county.sessions;
  await crew.ask({ order: 'send', sessions, meetingId: county.meeting.id, voices: 1 });
  line.spare();
  for (const kbits of numbers(values.kbits)) await over(`${kbits} kbit/s`, { kbits });
  for (const loss of numbers(values.loss)) await over(`${loss} % lost`, { loss });
  if (cutSeconds > 0) await cutOff();
  console.table(rows);
  console.log(JSON.stringify(figures));
} finally {
  await browser.close();
  await crew.close();
  await county.hub.close();
  line.close();
}
