import type { Camera } from '../../../server/contract/camera.ts';
import type { OrgUnit } from '../../../server/contract/org.ts';
import { project, type WorldPoint } from '../../components/map/projection.ts';
import { idsBelow, type UnitTree } from '../../components/unit-tree.ts';

/** A unit's name on the map. */
export interface UnitLabel {
  unit: OrgUnit;
  at: WorldPoint;
}

/** A camera that has coordinates. */
export interface PlacedCamera {
  camera: Camera;
  at: WorldPoint;
}

/** Those with coordinates. */
export function placeCameras(cameras: readonly Camera[]): PlacedCamera[] {
  return cameras.flatMap((camera) => {
    const { longitude, latitude } = camera.placement;
    return longitude === null || latitude === null ? [] : [{ camera, at: project({ longitude, latitude }) }];
  });
}

/** Each unit at its own place, or in the middle of the cameras at and below it; without either it has no label. */
export function labelUnits(tree: UnitTree, placed: readonly PlacedCamera[]): UnitLabel[] {
  const byUnit = Map.groupBy(placed, ({ camera }) => camera.unitId);
  return [...tree.byId.values()].flatMap((unit) => {
    if (unit.parentId === null || unit.state === 'retired') return [];
    if (unit.longitude !== null && unit.latitude !== null) {
      return [{ unit, at: project({ longitude: unit.longitude, latitude: unit.latitude }) }];
    }
    const all = [...idsBelow(tree, unit.id)].flatMap((id) => byUnit.get(id) ?? []);
    if (!all.length) return [];
    const sum = all.reduce((total, { at }) => ({ x: total.x + at.x, y: total.y + at.y }), { x: 0, y: 0 });
    return [{ unit, at: { x: sum.x / all.length, y: sum.y / all.length } }];
  });
}

/** The whole world in px from which a kind of unit has its name: towns from afar, villages from near. */
const VILLAGES_FROM = 2 ** 20;

/** Whether a unit's name is shown at this scale. */
export function isLabelled({ kind }: OrgUnit, scale: number): boolean {
  return kind === 'town' || scale >= VILLAGES_FROM;
}
