import { expect, test } from 'vitest';
import type { OrgUnit, Site } from '../../server/contract/org.ts';
import { growTree } from '../../web/components/unit-tree.ts';
import { countInvited, inviteLines, toggleBelow, toggleInvited } from '../../web/pages/meetings/invited.ts';

function unit(id: string, parentId: string | null, state: OrgUnit['state'] = 'joined'): OrgUnit {
  return {
    id,
    parentId,
    name: `${id}中心`,
    kind: 'town',
    civilCode: '',
    contactName: '',
    contactPhone: '',
    longitude: null,
    latitude: null,
    state,
    mergedInto: null,
    createdAt: 0,
    updatedAt: 0,
  };
}
const site = (id: string, unitId: string, name: string): Site => ({ id, unitId, name, kind: 'monitoring-room' });
const tree = growTree([
  unit('county', null),
  unit('a', 'county'),
  unit('a1', 'a'),
  unit('b', 'county'),
  unit('old', 'a', 'retired'),
]);
const sites = [site('hall', 'a', '大厅'), site('duty', 'b', '值班室')];
const nobody = { unitIds: [], siteIds: [], userIds: [] };
const ids = (words: string) => inviteLines(tree, sites, words).map(({ id }) => id);

test('units come in the order of the tree, each with its sites; retired ones do not', () => {
  expect(ids('')).toEqual(['county', 'a', 'hall', 'a1', 'b', 'duty']);
  expect(inviteLines(tree, sites, '')).toContainEqual({
    kind: 'unit',
    id: 'a1',
    name: 'a1中心',
    level: 3,
    hasBelow: false,
  });
});

test('the search finds a site with its unit, and a unit with its sites', () => {
  expect(ids('大厅')).toEqual(['a', 'hall']);
  expect(ids('b中心')).toEqual(['b', 'duty']);
  expect(ids('B 中心 值班')).toEqual(['b', 'duty']);
  expect(ids('没有')).toEqual([]);
});

test('one is chosen, and chosen no more', () => {
  const one = toggleInvited(nobody, 'unit', 'a');
  const two = toggleInvited(one, 'site', 'hall');
  expect(two).toEqual({ unitIds: ['a'], siteIds: ['hall'], userIds: [] });
  expect(countInvited(two)).toBe(2);
  expect(toggleInvited(two, 'unit', 'a')).toEqual({ unitIds: [], siteIds: ['hall'], userIds: [] });
});

test('a unit with all below it, without those that are retired; and without them again', () => {
  const all = toggleBelow({ ...nobody, unitIds: ['b', 'a'] }, tree, 'a');
  expect(all.unitIds).toEqual(['b', 'a', 'a1']);
  expect(toggleBelow(all, tree, 'a').unitIds).toEqual(['b']);
});
