import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';

/** The user's own unit, where the user may hold meetings in it; undefined: somebody must choose. */
export function useHeldUnit(unitId: string | undefined): string | undefined {
  const tree = useUnitTree();
  const may = useMay();
  return unitId !== undefined && may('meeting.hold', pathIds(tree, unitId)) ? unitId : undefined;
}
