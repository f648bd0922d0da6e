import { expect, test } from 'vitest';
import type { CameraHealth, HealthState } from '../../server/contract/health.ts';
import { growTree } from '../../web/components/unit-tree.ts';
import { toggled } from '../../web/hooks/use-favourites.ts';
import { listEntries } from '../../web/pages/live/choose/entries.ts';
import { nearest } from '../../web/pages/live/choose/nearest.ts';
import { withRecent } from '../../web/pages/live/choose/recent.ts';
import { channelsBelow, countOnline, flatRows, treeRows, type Row } from '../../web/pages/live/choose/rows.ts';
import { stepIn } from '../../web/pages/live/choose/steps.ts';
import { aCamera, aChannel } from './camera.ts';
import { unit } from './grants.ts';

const tree = growTree([unit('county', null), unit('town', 'county'), unit('village', 'town'), unit('bare', 'county')]);
const states: Record<string, HealthState> = { a: 'working', b: 'offline', c: 'faulty', d: 'unknown' };
const health = new Map(
  Object.entries(states).map(([cameraId, state]): [string, CameraHealth] => [
    cameraId,
    { cameraId, state, cause: null, since: 0, checkedAt: 0, pictureAt: 0, flapping: false },
  ]),
);
const at = (id: string, unitId: string, channels = [aChannel({ id: `${id}1` })]) =>
  aCamera({ id, name: id, unitId, channels });
const entries = listEntries([
  at('a', 'village', [aChannel({ id: 'a1' }), aChannel({ id: 'a2' })]),
  at('b', 'village'),
  at('c', 'town'),
  at('d', 'county'),
]);
const counts = countOnline(tree, entries, health);
const ids = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);
const rows = (...open: string[]): Row[] => treeRows(tree, entries, counts, (id) => open.includes(id));

test('a unit counts what is below it: cameras and not channels, those that answer and those that do not apart', () => {
  expect(Object.fromEntries(counts)).toEqual({
    county: { online: 2, offline: 1, all: 4 },
    town: { online: 2, offline: 1, all: 3 },
    village: { online: 1, offline: 1, all: 2 },
  });
});

test('the tree shows units before channels, and no unit without cameras', () => {
  expect(ids(rows())).toEqual(['county']);
  expect(ids(rows('county'))).toEqual(['county', 'town', 'd1']);
  expect(ids(rows('county', 'town', 'village'))).toEqual(['county', 'town', 'village', 'a1', 'a2', 'b1', 'c1', 'd1']);
});

test('each line says its level, and its place among its siblings', () => {
  const said = rows('county', 'town').map(({ id, level, position, siblings }) => [id, level, position, siblings]);
  expect(said).toEqual([
    ['county', 1, 1, 1],
    ['town', 2, 1, 2],
    ['village', 3, 1, 2],
    ['c1', 3, 2, 2],
    ['d1', 2, 2, 2],
  ]);
});

test('a camera of a unit that is not known is not lost', () => {
  const lost = listEntries([at('x', 'nowhere')]);
  expect(ids(treeRows(tree, lost, countOnline(tree, lost, health), () => true))).toEqual(['x1']);
});

test('a unit fills the wall with those that answer first', () => {
  expect(channelsBelow(tree, entries, health, 'town')).toEqual(['a1', 'a2', 'c1', 'b1']);
  expect(channelsBelow(tree, entries, health, 'bare')).toEqual([]);
});

test('arrows walk, unfold and fold', () => {
  const folded = rows('county');
  expect(stepIn(folded, -1, 'ArrowDown', 5)).toEqual({ go: 0 });
  expect(stepIn(folded, 2, 'ArrowDown', 5)).toEqual({ go: 2 });
  expect(stepIn(folded, 1, 'ArrowRight', 5)).toEqual({ fold: { id: 'town', open: true } });
  expect(stepIn(folded, 0, 'ArrowRight', 5)).toEqual({ go: 1 });
  expect(stepIn(folded, 2, 'ArrowRight', 5)).toEqual({});
  expect(stepIn(folded, 2, 'ArrowLeft', 5)).toEqual({ go: 0 });
  expect(stepIn(folded, 0, 'ArrowLeft', 5)).toEqual({ fold: { id: 'county', open: false } });
  const open = rows('county', 'town', 'village');
  expect(stepIn(open, 5, 'ArrowLeft', 5)).toEqual({ go: 2 });
  expect(stepIn(open, 0, 'PageDown', 5)).toEqual({ go: 5 });
  expect(stepIn(open, 3, 'End', 5)).toEqual({ go: 7 });
  expect(stepIn(open, 3, 'x', 5)).toBeNull();
  expect(stepIn([], -1, 'ArrowDown', 5)).toEqual({});
});

test('in a list, units stand before channels, as one row of siblings', () => {
  const [town] = tree.children.get('county') ?? [];
  const list = flatRows(
    town ? [town] : [],
    counts,
    entries.slice(0, 2).map((entry) => ({ entry, detail: '' })),
  );
  expect(list.map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
    [1, 1, 3],
    [1, 2, 3],
    [1, 3, 3],
  ]);
});

test('the nearest stands first, what has no coordinates nowhere', () => {
  const from = { longitude: 108.31, latitude: 33.31 };
  const things = [
    { id: 'far', at: { longitude: 108.41, latitude: 33.31 } },
    { id: 'unplaced', at: null },
    { id: 'near', at: { longitude: 108.31, latitude: 33.311 } },
  ];
  const found = nearest(things, from, 5);
  expect(found.map(({ thing }) => thing.id)).toEqual(['near', 'far']);
  // A thousandth of a degree of latitude is 111 m; a tenth of longitude at this latitude 9.3 km.
  expect(found.map(({ metres }) => Math.round(metres / 100))).toEqual([1, 93]);
  expect(nearest(things, from, 1)).toHaveLength(1);
});

test('the last one is remembered first, once, and forty at most', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  const many = Array.from({ length: 50 }, (_, index) => `c${index}`);
  expect(withRecent(many, 'new')).toHaveLength(40);
});

test('a star is set, and taken back', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
