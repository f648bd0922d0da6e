import { expect, test } from 'vitest';
import type { CameraHealth, HealthState } from '../../server/contract/health.ts';
import { worstOf } from '../../web/components/health-order.ts';
import { growTree } from '../../web/components/unit-tree.ts';
import {
  countStates,
  everything,
  filterCameras,
  indexCameras,
  readFilter,
  sortCameras,
  writeFilter,
  type Filter,
} from '../../web/pages/cameras/list/fleet-filter.ts';
import { tableRows, treeRows } from '../../web/pages/cameras/list/fleet-rows.ts';
import { readViews, sameFilter, withView, writeViews } from '../../web/pages/cameras/list/saved-views.ts';
import { between } from '../../web/pages/cameras/list/use-selection.ts';
import { DECLARED } from '../rig/declaration.ts';
import { aCamera, aChannel } from './camera.ts';
import { unit } from './grants.ts';

const cameras = [
  aCamera({ id: 'a', name: '云岫村 村口', unitId: 'town', manufacturer: 'Lanting', address: '10.1.2.40' }),
  aCamera({ id: 'b', name: '大桥', unitId: 'village', placement: { ...DECLARED, carrier: '移动' }, gaps: ['filing'] }),
  aCamera({ id: 'c', name: '集市', unitId: 'village', channels: [aChannel({ maskState: 'unmasked' })] }),
];
const names = new Map([
  ['town', '江口镇'],
  ['village', '江口镇 / 云岫村'],
]);
const indexed = indexCameras(cameras, (id) => names.get(id) ?? id);
const is = (cameraId: string, state: HealthState): [string, CameraHealth] => [
  cameraId,
  { cameraId, state, cause: null, since: 0, checkedAt: 0, pictureAt: 0, flapping: false },
];
const health = new Map([is('a', 'working'), is('b', 'offline')]);
const found = (part: Partial<Filter>, below: ReadonlySet<string> | null = null) =>
  filterCameras(indexed, { ...everything, ...part }, health, below).map(({ camera }) => camera.id);

test('every word counts, in name, unit, address, maker', () => {
  expect(found({})).toEqual(['a', 'b', 'c']);
  expect(found({ words: 'LANTING 村口' })).toEqual(['a']);
  expect(found({ words: '云岫' })).toEqual(['a', 'b', 'c']);
  expect(found({ words: '云岫 大桥' })).toEqual(['b']);
  expect(found({ words: '云岫 nowhere' })).toEqual([]);
});

test('state, paper work, carrier and unit', () => {
  expect(found({ state: 'offline' })).toEqual(['b']);
  expect(found({ state: 'unknown' })).toEqual(['c']);
  expect(found({ state: 'acceptance' })).toEqual(['b']);
  expect(found({ state: 'unmasked' })).toEqual(['c']);
  expect(found({ carrier: '移动' })).toEqual(['b']);
  expect(found({}, new Set(['town']))).toEqual(['a']);
});

test('the worst come first, and are counted', () => {
  expect(sortCameras(indexed, 'state', health).map(({ camera }) => camera.id)).toEqual(['b', 'c', 'a']);
  expect(countStates(indexed, health)).toEqual({ unknown: 1, working: 1, faulty: 0, offline: 1 });
  expect(worstOf(['working', 'unknown', 'faulty'])).toBe('faulty');
  expect(worstOf([])).toBe('working');
});

test('a filter survives the address, and a saved view the browser', () => {
  const filter: Filter = {
    words: '大桥 东',
    unitId: 'town',
    state: 'offline',
    carrier: '移动',
    show: 'tree',
    sort: 'state',
  };
  expect(readFilter(writeFilter(filter))).toEqual(filter);
  expect(readFilter(new URLSearchParams('state=nonsense&sort=x'))).toEqual(everything);
  const views = withView([{ name: '离线', filter: everything }], { name: '离线', filter });
  expect(readViews(writeViews(views))).toEqual([{ name: '离线', filter }]);
  expect(readViews('[')).toEqual([]);
  expect(sameFilter(filter, { ...filter })).toBe(true);
});

test('the tree has only units with cameras, and folds', () => {
  const tree = growTree([unit('root', null), unit('town', 'root'), unit('village', 'town'), unit('empty', 'root')]);
  const open = treeRows(tree, indexed, health, () => true);
  const told = open.map((row) => (row.kind === 'unit' ? `${row.unit.id} ${row.count}` : row.camera.id));
  expect(told).toEqual(['root 3', 'town 3', 'village 2', 'b', 'c', 'a']);
  expect(treeRows(tree, indexed, health, (_, level) => level < 1)).toHaveLength(2);
  expect(tableRows(indexed)).toHaveLength(3);
});

test('a range is ticked in the order that is shown', () => {
  expect(between(indexed, 'c', 'a')).toEqual(['a', 'b', 'c']);
  expect(between(indexed, null, 'b')).toEqual(['b']);
});
