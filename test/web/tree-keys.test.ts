import { expect, test } from 'vitest';
import type { OrgUnit } from '../../server/contract/org.ts';
import { growTree, rowsOf } from '../../web/components/unit-tree.ts';
import { stepInTree } from '../../web/pages/organisation/tree-keys.ts';

const unit = (id: string, parentId: string | null): OrgUnit => ({
  id,
  parentId,
  name: id,
  kind: 'village',
  civilCode: '',
  contactName: '',
  contactPhone: '',
  longitude: null,
  latitude: null,
  state: 'joined',
  mergedInto: null,
  createdAt: 0,
  updatedAt: 0,
});
const tree = growTree([unit('county', null), unit('a', 'county'), unit('b', 'county'), unit('a1', 'a')]);
/** county, a (folded), b */
const rows = rowsOf(tree, { open: new Set(['county']) });
const goes = (active: number, key: string): string | undefined => stepInTree(rows, active, key)?.go?.unit.id;

test('up and down stop at the ends', () => {
  expect(goes(0, 'ArrowDown')).toBe('a');
  expect(goes(2, 'ArrowDown')).toBe('b');
  expect(goes(0, 'ArrowUp')).toBe('county');
  expect(goes(-1, 'ArrowUp')).toBe('county');
  expect(goes(0, 'End')).toBe('b');
  expect(goes(2, 'Home')).toBe('county');
});

test('right unfolds, then goes in; left folds, then goes out', () => {
  expect(stepInTree(rows, 1, 'ArrowRight')).toEqual({ fold: { id: 'a', open: true } });
  expect(goes(0, 'ArrowRight')).toBe('a');
  expect(stepInTree(rows, 2, 'ArrowRight')).toEqual({});
  expect(stepInTree(rows, 0, 'ArrowLeft')).toEqual({ fold: { id: 'county', open: false } });
  expect(goes(1, 'ArrowLeft')).toBe('county');
});

test('other keys, and an empty tree, are left alone', () => {
  expect(stepInTree(rows, 0, 'x')).toBeNull();
  expect(stepInTree([], -1, 'ArrowDown')).toEqual({});
});
