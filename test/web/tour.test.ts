import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChannelState } from '../../server/contract/camera.ts';
import type { Tour, Wall } from '../../server/contract/wall.ts';
import { DeadChannels } from '../../web/pages/live/tour/dead.ts';
import { pageBefore, pageFrom, placeOf, type TourSource } from '../../web/pages/live/tour/tour-pages.ts';
import { TourRun } from '../../web/pages/live/tour/tour-run.ts';

const cameras = (count: number): Tour['content'] => ({
  kind: 'cameras',
  layout: '4',
  channelIds: Array.from({ length: count }, (_, index) => `c${index}`),
});
const source = (content: Tour['content'], dead: string[] = [], walls: Wall[] = []): TourSource => ({
  content,
  walls: new Map(walls.map((wall) => [wall.id, wall])),
  isDead: (channelId) => dead.includes(channelId),
});
const wall = (id: string, ...tiles: string[]): Wall => ({
  id,
  name: id,
  ownerId: 'u',
  ownerName: 'u',
  unitId: null,
  screens: [{ layout: '4', tiles }],
  updatedAt: 0,
});

test('cameras go by pages, round and round, forwards and backwards', () => {
  const ten = source(cameras(10));
  const first = pageFrom(ten, 0);
  expect(first).toMatchObject({ start: 0, end: 4, screen: { layout: '4', tiles: ['c0', 'c1', 'c2', 'c3'] } });
  const last = pageFrom(ten, 8);
  expect(last?.screen.tiles).toEqual(['c8', 'c9']);
  expect(last && placeOf(ten.content, last)).toEqual({ page: 3, pages: 3 });
  expect(pageFrom(ten, last?.end ?? 0)).toEqual(first);
  expect(pageBefore(ten, 4)).toEqual(first);
  expect(pageBefore(ten, 0)?.end).toBe(10);
});

test('dead cameras are left out and named, and their places go to the next ones', () => {
  const page = pageFrom(source(cameras(10), ['c1', 'c3', 'c9']), 0);
  expect(page).toMatchObject({ end: 6, skipped: ['c1', 'c3'], screen: { tiles: ['c0', 'c2', 'c4', 'c5'] } });
  const before = pageBefore(source(cameras(10), ['c1', 'c3']), 6);
  expect(before).toMatchObject({ start: 0, skipped: ['c1', 'c3'], screen: { tiles: ['c0', 'c2', 'c4', 'c5'] } });
});

test('a page of nothing but dead cameras is passed over; where all are dead they are shown after all', () => {
  expect(pageFrom(source(cameras(8), ['c4', 'c5', 'c6', 'c7']), 4)?.start).toBe(0);
  const all = pageFrom(source(cameras(3), ['c0', 'c1', 'c2']), 0);
  expect(all?.screen.tiles).toEqual(['c0', 'c1', 'c2']);
});

test('walls go one by one; dead ones are named, removed ones are not', () => {
  const content: Tour['content'] = { kind: 'walls', wallIds: ['a', 'gone', 'b', 'c'] };
  const tour = source(content, ['b0'], [wall('a', 'a0'), wall('b', 'b0'), wall('c', 'b0', 'c0')]);
  expect(pageFrom(tour, 0)).toMatchObject({ wallId: 'a', start: 0, end: 1 });
  expect(pageFrom(tour, 1)).toMatchObject({ wallId: 'c', end: 4, skipped: ['b'] });
  expect(pageBefore(tour, 3)).toMatchObject({ wallId: 'a' });
  expect(pageFrom(source(content), 0)).toBeNull();
});

const state = (part: Partial<ChannelState>): ChannelState => ({
  channelId: 'c',
  state: 'retrying',
  cause: 'tcp',
  since: 0,
  viewers: 1,
  transcoding: false,
  ...part,
});

test('a dead channel is remembered for a while, and forgotten at once when it is seen to live', () => {
  const dead = new DeadChannels();
  expect(dead.isDead('c', undefined, 0)).toBe(false);
  expect(dead.isDead('c', state({}), 0)).toBe(true);
  expect(dead.isDead('c', undefined, 200_000)).toBe(true);
  expect(dead.isDead('c', undefined, 300_000)).toBe(false);
  dead.isDead('c', state({}), 0);
  expect(dead.isDead('c', state({ state: 'live', cause: null }), 1)).toBe(false);
  expect(dead.isDead('c', undefined, 2)).toBe(false);
});

const DWELL = 20_000;
let log: string[];
let run: TourRun;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  log = [];
  run = new TourRun({
    dwell: DWELL,
    source: () => source(cameras(12)),
    show: ({ start }) => log.push(`show ${start}`),
    prepare: ({ start }) => log.push(`prepare ${start}`),
    wake: () => log.push('wake'),
  });
  run.start();
});
afterEach(() => {
  run.close();
  vi.useRealTimers();
});

test('each page stays for the dwell; the next one is opened before, and woken just before it is shown', () => {
  vi.advanceTimersByTime(DWELL - 8_001);
  expect(log).toEqual(['show 0']);
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['show 0', 'prepare 4']);
  vi.advanceTimersByTime(7_000);
  expect(log.at(-1)).toBe('wake');
  vi.advanceTimersByTime(1_000);
  expect(log).toEqual(['show 0', 'prepare 4', 'wake', 'show 4']);
  vi.advanceTimersByTime(DWELL * 2);
  expect(log.at(-1)).toBe('show 0');
});

test('a pause keeps what is left of the dwell; next and previous begin a new one', () => {
  vi.advanceTimersByTime(5_000);
  run.toggle();
  expect(run.view).toMatchObject({ paused: true, running: false, shown: 5_000 });
  vi.advanceTimersByTime(DWELL * 10);
  expect(log).toEqual(['show 0']);
  run.toggle();
  vi.advanceTimersByTime(DWELL - 5_000);
  expect(log.at(-1)).toBe('show 4');
  run.previous();
  run.previous();
  expect(log.at(-1)).toBe('show 8');
  run.next();
  expect(run.view).toMatchObject({ shown: 0, running: true });
  expect(log.at(-1)).toBe('show 0');
});

test('a hidden tab stands still, and a paused one stays paused when it comes back', () => {
  run.hide(true);
  vi.advanceTimersByTime(DWELL * 3);
  expect(log).toEqual(['show 0']);
  run.hide(false);
  vi.advanceTimersByTime(DWELL);
  expect(log.at(-1)).toBe('show 4');
  run.toggle();
  run.hide(true);
  run.hide(false);
  expect(run.view.running).toBe(false);
});

test('nothing goes on after the end', () => {
  run.close();
  vi.advanceTimersByTime(DWELL * 3);
  expect(log).toEqual(['show 0']);
});
