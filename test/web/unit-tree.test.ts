import { expect, test } from 'vitest';
import { UnitTree } from '../../web/rights/unit-tree.ts';
import { unit } from './grants.ts';

const tree = new UnitTree([
  unit('county', null),
  unit('town', 'county'),
  unit('village', 'town'),
  unit('old', 'town', { state: 'retired' }),
]);

test('the path leads from the root to the unit', () => {
  expect(tree.path('village')).toEqual(['county', 'town', 'village']);
  expect(tree.path('nowhere')).toEqual([]);
  expect(tree.pathName('village')).toBe('town / village');
  expect(tree.pathName('county')).toBe('county');
});

test('a unit covers itself and what lies below it', () => {
  expect(tree.covers('town', 'village')).toBe(true);
  expect(tree.covers('town', 'town')).toBe(true);
  expect(tree.covers('village', 'town')).toBe(false);
});

test('a circle, which the hub refuses, does not hang the page', () => {
  expect(new UnitTree([unit('a', 'b'), unit('b', 'a')]).path('a')).toEqual(['b', 'a']);
});

test('retired units are not offered', () => {
  const [county] = tree.roots();
  expect(county?.children[0]?.children.map(({ unit }) => unit.id)).toEqual(['village']);
});
