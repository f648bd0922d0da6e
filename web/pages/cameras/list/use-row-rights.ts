import { useMemo } from 'react';
import { pathIds } from '../../../components/unit-tree.ts';
import { useUnitTree } from '../../../components/use-unit-tree.ts';
import { useMay } from '../../../hooks/use-rights.ts';
import type { RowRights } from './row-acts.ts';

/** What the user may do with the cameras of each unit; the same object for all rows of one. */
export function useRowRights(): ReadonlyMap<string, RowRights> {
  const may = useMay();
  const tree = useUnitTree();
  return useMemo(() => {
    const rightsIn = (unitId: string): RowRights => {
      const path = pathIds(tree, unitId);
      return {
        watch: may('camera.watch'),
        mask: may('mask.write', path),
        register: may('camera.register', path),
      };
    };
    return new Map([...tree.byId.keys()].map((id) => [id, rightsIn(id)]));
  }, [may, tree]);
}
