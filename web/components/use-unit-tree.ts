import { useCallback, useMemo } from 'react';
import { useUnits } from '../hooks/use-units.ts';
import { growTree, pathNames, type UnitTree } from './unit-tree.ts';

/** The tree of units; empty until it is known. */
export function useUnitTree(): UnitTree {
  const { units } = useUnits();
  return useMemo(() => growTree(units), [units]);
}

/** Writes a unit with those above it but the root; by its id where it is not known. */
export function usePathNames(): (unitId: string) => string {
  const tree = useUnitTree();
  return useCallback((unitId: string) => pathNames(tree, unitId) || unitId, [tree]);
}
