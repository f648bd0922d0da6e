import type { Camera } from '../../../../server/contract/camera.ts';
import type { OrgUnit } from '../../../../server/contract/org.ts';
import type { HealthOf } from '../../../components/health-order.ts';
import type { UnitTree } from '../../../components/unit-tree.ts';
import { countStates, type Counts, type Indexed } from './fleet-filter.ts';

/** A line of the list: a camera, or in the tree a unit with what is below it. `level` counts from 0. */
export type FleetRow =
  | { kind: 'camera'; camera: Camera; unit: string; level: number }
  | { kind: 'unit'; unit: OrgUnit; level: number; open: boolean; count: number; counts: Counts };

/** The plain table. */
export function tableRows(indexed: readonly Indexed[]): FleetRow[] {
  return indexed.map(({ camera, unit }) => ({ kind: 'camera', camera, unit, level: 0 }));
}

/**
 * The tree: only units that have a camera at or below them, each with its cameras after its units.
 * @param isOpen whether a unit is unfolded
 */
export function treeRows(
  tree: UnitTree,
  indexed: readonly Indexed[],
  health: HealthOf,
  isOpen: (id: string, level: number) => boolean,
): FleetRow[] {
  const own = Map.groupBy(indexed, ({ camera }) => camera.unitId);
  const below = new Map<string, Indexed[]>();
  const gather = (id: string): Indexed[] => {
    const units = tree.children.get(id) ?? [];
    const all = [...(own.get(id) ?? []), ...units.flatMap((unit) => gather(unit.id))];
    below.set(id, all);
    return all;
  };
  const rows: FleetRow[] = [];
  const add = (unit: OrgUnit, level: number): void => {
    const all = below.get(unit.id) ?? [];
    if (!all.length) return;
    const open = isOpen(unit.id, level);
    rows.push({ kind: 'unit', unit, level, open, count: all.length, counts: countStates(all, health) });
    if (!open) return;
    for (const child of tree.children.get(unit.id) ?? []) add(child, level + 1);
    for (const { camera } of own.get(unit.id) ?? []) {
      rows.push({ kind: 'camera', camera, unit: unit.name, level: level + 1 });
    }
  };
  for (const root of tree.children.get(null) ?? []) {
    gather(root.id);
    add(root, 0);
  }
  return rows;
}
