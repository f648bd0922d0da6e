/**
 * A camera wall: `npm run bench wall [-- --tiles 1,4,16,36 --cold 3 --warm 6 --fresh 4 --switches 10 --pages 0 --seconds 10]`.
 *
 * A real hub, a real fleet (640x360, 15 pictures/s, GOP 2 s), a real Chromium, all on this machine. Walls are changed by
 * their address within an open page; each tile's time runs from the act to the first frame of its new camera. Cold: nobody
 * pulls the cameras; warm: they are pulled already (wall A to wall B and back, which the page still has for a while). Fresh: pulled
 * already, but the page has given them up. Then the wall stands still: pictures dropped,
 * camera to screen by the burnt-in clock, processor time of browser and hub apart. At the end so many switches, or (`--pages`)
 * so many pages of a tour: memory, elements, consumers, and what is left behind on the server.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median, percentile, round } from '../../test/rig/figures.ts';
import { changeTo, empty } from './wall/change.ts';
import { awaitNoRelay, cost, held, type Held, leave } from './wall/cost.ts';
import { type County, startCounty } from './wall/county.ts';
import { flow, latencies } from './wall/flow.ts';

const { values } = parseArgs({
  options: {
    tiles: { type: 'string', default: '1,4,16,36' },
    cold: { type: 'string', default: '3' },
    warm: { type: 'string', default: '6' },
    fresh: { type: 'string', default: '4' },
    switches: { type: 'string', default: '10' },
    pages: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '10' },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '720' },
  },
});
const sizes = values.tiles.split(',').filter(Boolean).map(Number);
const [colds, warms, freshes, switches, pages] = [
  values.cold,
  values.warm,
  values.fresh,
  values.switches,
  values.pages,
].map(Number);
const seconds = Number(values.seconds);
/** Long enough that a wall is still pulled when one comes back to it. */
const IDLE_MS = 12_000;
/** Longer than the page keeps what it has just shown, and shorter than that and the above. */
const GIVEN_UP_MS = 18_000;
const DWELL_MS = 1500;
const ENDURANCE_TILES = 9;
const TOUR_PAGES = 4;
/** A tile with fewer pictures per second shows keyframes alone. */
const SLOWED = 5;

interface Figures {
  tiles: number;
  /** Of each change: the first tile's picture and the last one's, ms. */
  cold: { first: number[]; all: number[] };
  warm: { first: number[]; all: number[] };
  fresh: { first: number[]; all: number[] };
  still: Record<string, number>;
}

const note = ({ first, all }: { first: number[]; all: number[] }, times: readonly number[]): void => {
  first.push(Math.min(...times));
  all.push(Math.max(...times));
};

/** Wall A are the first cameras, wall B the last ones; of 36 tiles there is one alone. */
async function measure(county: County, tiles: number): Promise<Figures> {
  const { page, hub, channels } = county;
  const [a, b] = [channels.slice(0, tiles), channels.slice(-tiles)];
  const figures: Figures = {
    tiles,
    cold: { first: [], all: [] },
    warm: { first: [], all: [] },
    fresh: { first: [], all: [] },
    still: {},
  };
  for (let count = 0; count < (colds ?? 0); count++) {
    await empty(page, tiles);
    await awaitNoRelay(hub.url);
    note(figures.cold, await changeTo(page, tiles, a));
  }
  await delay(5000);
  const before = cost(county);
  const { rates, droppedPercent, freezes } = await flow(page, seconds);
  const said = Number(await page.locator('.rate-line').getAttribute('data-left-out'));
  const after = cost(county);
  figures.still = {
    'pictures/s of a tile': round(median(rates), 1),
    'tiles at full rate': rates.filter((rate) => rate >= SLOWED).length,
    'dropped, %': round(droppedPercent, 2),
    'said on the page, %': said,
    freezes,
    'camera to screen, ms': round(median(await latencies(page, [0, tiles >> 1, tiles - 1])), 0),
    'browser, % of a core': round((after.browserMs - before.browserMs) / (seconds * 10), 1),
    'hub, %': round((after.hubMs - before.hubMs) / (seconds * 10), 1),
    'browser, MB': round(after.browserMb),
    'hub, MB': round(after.hubMb),
  };
  // Else the other wall would be the same one.
  const isOther = channels.length >= 2 * tiles;
  if (isOther) await changeTo(page, tiles, b);
  for (let count = 0; isOther && count < (warms ?? 0); count++) {
    await delay(DWELL_MS);
    note(figures.warm, await changeTo(page, tiles, count % 2 === 0 ? a : b));
  }
  for (let count = 0; isOther && count < (freshes ?? 0); count++) {
    await delay(GIVEN_UP_MS);
    note(figures.fresh, await changeTo(page, tiles, ((warms ?? 0) + count) % 2 === 0 ? a : b));
  }
  await empty(page, tiles);
  await awaitNoRelay(hub.url);
  return figures;
}

/** Changes the wall so often, round and round; prints what is held ten times. @returns the first and the last */
async function endure(county: County, walls: string[][], times: number): Promise<[Held, Held]> {
  const rows: Record<string, Record<string, number>> = {};
  const first = times < 20 ? 1 : Math.round(times / 10);
  const samples: Held[] = [];
  for (let count = 1; count <= times; count++) {
    await changeTo(county.page, ENDURANCE_TILES, walls[count % walls.length] ?? []);
    if (count % first !== 0) continue;
    const holds = await held(county);
    samples.push(holds);
    rows[`after ${count}`] = Object.fromEntries(
      Object.entries<number>({ ...holds }).map(([name, value]) => [name, round(value, 1)]),
    );
  }
  console.table(rows);
  const [start, end] = [samples[0], samples.at(-1)];
  if (start === undefined || end === undefined) throw new RangeError('no change at all');
  return [start, end];
}

const most = Math.max(ENDURANCE_TILES, ...sizes);
const isTour = (pages ?? 0) > 0;
const county = await startCounty({
  // No camera is on two walls: one that only changes its tile brings no new picture to wait for.
  cameras: isTour ? TOUR_PAGES * ENDURANCE_TILES : Math.max(2 * Math.min(most, 18), most),
  base: '127.36.1.1',
  width: Number(values.width),
  height: Number(values.height),
  environment: { HUB_RELAY_IDLE_MS: String(IDLE_MS) },
});
try {
  const all: Figures[] = [];
  if (!isTour) for (const tiles of sizes) all.push(await measure(county, tiles));
  const p95 = (list: readonly number[]): number => round(percentile(list, 0.95));
  console.table(
    Object.fromEntries(
      all.flatMap(({ tiles, cold, warm, fresh }) =>
        [['cold', cold] as const, ['warm', warm] as const, ['fresh', fresh] as const]
          .filter(([, { all }]) => all.length > 0)
          .map(([name, { first, all }]) => [
            `${tiles} tiles, ${name}`,
            {
              changes: all.length,
              'first tile, median ms': round(median(first)),
              'first tile, p95': p95(first),
              'all live, median ms': round(median(all)),
              'all live, p95': p95(all),
            },
          ]),
      ),
    ),
  );
  console.table(Object.fromEntries(all.map(({ tiles, still }) => [`${tiles} tiles`, still])));
  const walls = Array.from({ length: isTour ? TOUR_PAGES : 2 }, (_, page) =>
    county.channels.slice(page * ENDURANCE_TILES, (page + 1) * ENDURANCE_TILES),
  );
  const times = (pages ?? 0) || (switches ?? 0);
  const [start, end] = await endure(county, walls, times);
  await leave(county.page, county.hub.url);
  const of = (tiles: number): Figures | undefined => all.find((figures) => figures.tiles === tiles);
  console.log(
    JSON.stringify({
      warmAllP95Ms: p95(of(16)?.warm.all ?? []),
      warmFirstP95Ms: p95(of(16)?.warm.first ?? []),
      freshAllP95Ms: p95(of(16)?.fresh.all ?? []),
      freshFirstP95Ms: p95(of(16)?.fresh.first ?? []),
      coldAllP95Ms: p95(of(16)?.cold.all ?? []),
      droppedPercent36: of(36)?.still['dropped, %'] ?? null,
      saidPercent36: of(36)?.still['said on the page, %'] ?? null,
      fullRate36: of(36)?.still['tiles at full rate'] ?? null,
      changes: times,
      heapGrowthPercent: round((end.heapMb / start.heapMb - 1) * 100, 1),
      browserGrowthPercent: round((end.browserMb / start.browserMb - 1) * 100, 1),
      hubGrowthPercent: round((end.hubMb / start.hubMb - 1) * 100, 1),
      videos: [start.videos, end.videos],
    }),
  );
} finally {
  await county.close();
}
