/**
 * A meeting of all sites: `npm run bench meeting [-- --peers 92 --senders 4 --pages 1 --rejoins 5 --seconds 30 --spread 20
 * --at-once --crews 2 --workers 2 --loss 0 --delay 0]`.
 *
 * A real hub, one official of each unit, and real ICE, DTLS and SRTP. The senders send recorded VP8 in three layers (180 lines at
 * 100 kbit/s, 360 at 350, 720 at 1000) with a burnt-in clock, and Opus. Everybody else receives what a site shows: one picture large, three
 * small, and all open microphones. Pages are Chromium, which decode; the other peers count packets, and decrypt
 * until each picture has begun. A join runs from `room.join` to the first decrypted keyframe, or the first painted picture. End to end is
 * from the clock in the picture to the screen of a page: of the senders' own encoding nothing is in it. Stalled: a consumer without a packet
 * for 3 s, or a picture on a page that stood still as long. Load makers are processes of their own, and give way to the hub.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { median, percentile, round, spread } from '../../test/rig/figures.ts';
import { Line } from '../../test/rig/line.ts';
import { type Costs, costs, shares, type Side } from './meeting/cost.ts';
import { type MeetingCounty, startMeetingCounty } from './meeting/county.ts';
import { Crew } from './meeting/crew.ts';
import type { Joining } from './meeting/orders.ts';
import { RoomBrowser } from './meeting/page.ts';
import type { StreamFigures } from './meeting/stream.ts';

const { values } = parseArgs({
  options: {
    peers: { type: 'string', default: '92' },
    senders: { type: 'string', default: '4' },
    pages: { type: 'string', default: '1' },
    rejoins: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '30' },
    spread: { type: 'string', default: '20' },
    'at-once': { type: 'boolean', default: false },
    crews: { type: 'string', default: '2' },
    workers: { type: 'string', default: '2' },
    loss: { type: 'string', default: '0' },
    delay: { type: 'string', default: '0' },
  },
});
const [peers, senders, pages, seconds, crewCount] = [
  Number(values.peers),
  Number(values.senders),
  Number(values.pages),
  Number(values.seconds),
  Number(values.crews),
];
const weather = { loss: Number(values.loss), delay: Number(values.delay) };
const isBad = weather.loss > 0 || weather.delay > 0;
const spreadMs = values['at-once'] ? 0 : Number(values.spread) * 1000;
if (senders < 2 || senders + pages > peers)
  throw new RangeError('at least two senders, and as many peers as send and look');
const STALLED_MS = 3000;
const SETTLE_MS = 3000;
/** Of the processes that only receive. */
const NICE = 5;
/** Of a core, %: what comes then waits. */
const FULL = 90;

const closers: (() => unknown)[] = [];
let closing: Promise<void> | null = null;
const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

/** Ends all that was begun, the last first. */
function close(): Promise<void> {
  closing ??= (async () => {
    for (const closer of closers.reverse()) await closer();
  })();
  return closing;
}

/** All come in; the pages in the midst of the others. @returns of the peers and of the pages, ms */
async function comeIn(
  county: MeetingCounty,
  sending: Crew,
  receiving: readonly Crew[],
  browsers: readonly RoomBrowser[],
) {
  const meetingId = county.meeting.id;
  const { sessions } = county;
  const { participantIds } = await sending.ask({ order: 'send', sessions: sessions.slice(0, senders), meetingId });
  await sending.ask({ order: 'join', sessions: [], meetingId, senders: participantIds });
  const others = sessions.slice(senders);
  const timed = others.map((session, index) => ({ ...session, afterMs: (spreadMs * index) / others.length }));
  const joining = receiving.map((crew, at) => {
    const mine = timed.filter((_, index) => index % receiving.length === at);
    return crew.ask({ order: 'join', sessions: mine, meetingId, senders: participantIds });
  });
  const look = async (): Promise<number[]> => {
    await delay(spreadMs / 2);
    return Promise.all(browsers.map((browser) => browser.join()));
  };
  const [pageJoins, ...answers] = await Promise.all([look(), ...joining]);
  const failed = answers.flatMap((answer) => answer.failed);
  if (failed.length > 0) say(`${failed.length} did not come in: ${failed[0]}`);
  return { joins: answers.flatMap((answer) => answer.joins), failed, pageJoins };
}

interface Still {
  latencies: number[];
  streams: StreamFigures[];
  pagePictures: number;
  pageStalled: number;
  sides: Map<Side, { percent: number; megabytes: number }>;
  /** Of all processors together, whoever used them, %. */
  machine: number;
  late: { senders: number; receivers: number };
}

/** Of all processors since the machine was started. */
function idleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}

/** All are in, and nothing changes. */
async function standStill(
  county: MeetingCounty,
  crews: readonly Crew[],
  browsers: readonly RoomBrowser[],
): Promise<Still> {
  await delay(SETTLE_MS);
  const look = (): Costs =>
    costs(
      county.hub.pid,
      crews.map(({ pid }) => pid),
    );
  const [before, idle, since] = [look(), idleMs(), performance.now()];
  const latencies = (await Promise.all(browsers.map((browser) => browser.latencies(seconds)))).flat();
  if (browsers.length === 0) await delay(seconds * 1000);
  const elapsed = performance.now() - since;
  const sides = shares(before, look(), elapsed);
  const machine = 100 * cpus().length - ((idleMs() - idle) / elapsed) * 100;
  const seen = await Promise.all(browsers.map((browser) => browser.stalled()));
  const answers = await Promise.all(crews.map((crew) => crew.ask({ order: 'figures' })));
  const [first, ...rest] = answers.map(({ lateMs }) => lateMs);
  return {
    latencies,
    sides,
    machine,
    streams: answers.flatMap(({ streams }) => streams),
    pagePictures: seen.reduce((sum, { pictures }) => sum + pictures, 0),
    pageStalled: seen.reduce((sum, { stalled }) => sum + stalled, 0),
    late: { senders: first ?? 0, receivers: Math.max(0, ...rest) },
  };
}

function print(joins: readonly Joining[], pageJoins: readonly number[], still: Still): void {
  const rows: Record<string, Record<string, number>> = {
    'join to first picture, peers, ms': spread(joins.map(({ firstMs }) => firstMs)),
    'join to all pictures, peers, ms': spread(joins.map(({ allMs }) => allMs)),
  };
  if (pages > 0) {
    rows['join to first picture painted, pages, ms'] = spread(pageJoins);
    rows['end to end, pages, ms'] = spread(still.latencies);
  }
  console.table(rows);
  const sides = [...still.sides].map(([side, { percent, megabytes }]) => {
    return [side, { '% of a core': round(percent, 1), MB: round(megabytes) }];
  });
  console.table(Object.fromEntries(sides));
}

// Playwright takes the signal for Chromium alone, and most of the time nothing here waits for a page.
process.once('SIGTERM', () => void close().finally(() => process.exit(1)));
try {
  const line = isBad ? await Line.open() : null;
  if (line !== null) closers.push(() => line.close());
  const environment = { HUB_WORKERS: values.workers, ...line?.environment };
  say(`${peers} people sign in (each costs Argon2)`);
  const county = await startMeetingCounty({ units: peers, lookers: pages, environment });
  closers.push(() => county.hub.close());
  const sending = new Crew(0);
  const receiving = Array.from({ length: crewCount }, () => new Crew(NICE));
  const crews = [sending, ...receiving];
  closers.push(() => Promise.all(crews.map((crew) => crew.close())));
  const browsers = await Promise.all(county.lookers.map((client) => RoomBrowser.open(client, county.meeting.id)));
  closers.push(() => Promise.all(browsers.map((browser) => browser.close())));
  if (line !== null) line.weather = weather;
  say(`they come in over ${spreadMs / 1000} s`);
  const { joins, failed, pageJoins } = await comeIn(county, sending, receiving, browsers);
  say(`all are in; ${seconds} s of standing still`);
  const still = await standStill(county, crews, browsers);
  // Once more, now that all are there.
  for (let count = 0; count < Number(values.rejoins); count++)
    for (const browser of browsers) pageJoins.push(await browser.join());

  const { streams, sides, late } = still;
  const gone = streams.filter(({ longestGapMs, seen }) => longestGapMs > STALLED_MS || !seen);
  const stalled = gone.length + still.pageStalled + failed.length;
  const consumers = streams.length + still.pagePictures + pages * senders;
  const workersPercent = [...sides].reduce(
    (sum, [side, { percent }]) => sum + (side.startsWith('worker') ? percent : 0),
    0,
  );
  const busy = [...sides.values()].reduce((sum, { percent }) => sum + percent, 0);
  print(joins, pageJoins, still);
  const lost = streams.reduce((sum, stream) => sum + stream.lost, 0);
  const packets = streams.reduce((sum, stream) => sum + stream.packets, 0);
  say(
    `${streams.length} consumers of peers, ${round(packets / 1e6, 2)} million packets, ${lost} lost; longest gap ` +
      `${round(Math.max(...streams.map(({ longestGapMs }) => longestGapMs)))} ms; ${still.pagePictures} pictures on pages`,
  );
  say(`99 % of the timers late by at most: senders ${round(late.senders)} ms, receivers ${round(late.receivers)} ms`);
  say(
    `these processes used ${round(busy)} % of ${cpus().length * 100} %, all of the machine ${round(still.machine)} %: ` +
      (still.machine > cpus().length * FULL ? 'the machine was full, and the limit' : 'the machine was not full'),
  );
  const all = [...joins.map(({ firstMs }) => firstMs), ...pageJoins];
  console.log(
    JSON.stringify({
      peers,
      joinP95Ms: round(percentile(all, 0.95)),
      endToEndMedianMs: round(median(still.latencies)),
      stalled,
      consumersPerCore: round(consumers / (workersPercent / 100)),
    }),
  );
} finally {
  await close();
}
