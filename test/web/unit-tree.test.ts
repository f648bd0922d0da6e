import { expect, test } from 'vitest';
import { findUnits, growTree, idsBelow, pathIds, pathNames, rowsOf } from '../../web/components/unit-tree.ts';
import { unit } from './grants.ts';

const tree = growTree([
  unit('village', 'town'),
  unit('county', null),
  unit('other', 'county', { civilCode: '610923101', contactName: '李' }),
  unit('town', 'county', { civilCode: '610923100' }),
  unit('old', 'town', { state: 'retired' }),
]);
const all = new Set(tree.byId.keys());
const drawn = (rows: ReturnType<typeof rowsOf>): string[] => rows.map(({ unit }) => unit.id);

test('the path leads from the root to the unit', () => {
  expect(pathIds(tree, 'village')).toEqual(['county', 'town', 'village']);
  expect(pathIds(tree, 'nowhere')).toEqual([]);
  expect(pathIds(tree, null)).toEqual([]);
});

test('in words the root is left out, unless it is meant', () => {
  expect(pathNames(tree, 'village')).toBe('town / village');
  expect(pathNames(tree, 'county')).toBe('county');
  expect(pathNames(tree, 'nowhere')).toBe('');
});

test('below a unit lie all that have it in their path', () => {
  expect([...idsBelow(tree, 'town')].sort()).toEqual(['old', 'town', 'village']);
});

test('a circle, which the hub refuses, does not hang the page', () => {
  expect(pathIds(growTree([unit('a', 'b'), unit('b', 'a')]), 'a').length).toBeLessThan(4);
});

test('siblings stand by division code, retired ones only if wanted', () => {
  expect(drawn(rowsOf(tree, { open: all }))).toEqual(['county', 'town', 'village', 'other']);
  expect(drawn(rowsOf(tree, { open: all, retired: true }))).toContain('old');
  expect(drawn(rowsOf(tree, { open: new Set(['county']) }))).toEqual(['county', 'town', 'other']);
});

test('a search shows what leads to the finds', () => {
  expect(findUnits(tree, '李').map(({ id }) => id)).toEqual(['other']);
  expect(drawn(rowsOf(tree, { open: new Set(), words: 'villa' }))).toEqual(['county', 'town', 'village']);
});
