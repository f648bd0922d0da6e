import { useCallback } from 'react';
import type { OrgUnit } from '../../server/contract/org.ts';
import { useUnits } from '../hooks/use-units.ts';
import { growTree, pathNames, type UnitTree } from './unit-tree.ts';

/** Every cell of a table may ask for the tree: it is grown once for each list of units. */
const grown = new WeakMap<readonly OrgUnit[], UnitTree>();

/** The tree of units; empty until it is known. */
export function useUnitTree(): UnitTree {
  const { units } = useUnits();
  let tree = grown.get(units);
  if (!tree) {
    tree = growTree(units);
    grown.set(units, tree);
  }
  return tree;
}

/** Writes a unit with those above it but the root; by its id where it is not known. */
export function usePathNames(): (unitId: string) => string {
  const tree = useUnitTree();
  return useCallback((unitId: string) => pathNames(tree, unitId) || unitId, [tree]);
}
