import { toWorld, type MapSize, type MapView, type WorldPoint } from './projection.ts';

/** A part of the map, in the world's own measure: north is less than south. */
export interface Area {
  west: number;
  east: number;
  north: number;
  south: number;
}

/** Between two corners (px of the box), whichever lie opposite. */
export function areaBetween(from: WorldPoint, to: WorldPoint, view: MapView, size: MapSize): Area {
  const a = toWorld(from, view, size);
  const b = toWorld(to, view, size);
  return {
    west: Math.min(a.x, b.x),
    east: Math.max(a.x, b.x),
    north: Math.min(a.y, b.y),
    south: Math.max(a.y, b.y),
  };
}

/** All that is in sight. */
export function areaInSight(view: MapView, size: MapSize): Area {
  return areaBetween({ x: 0, y: 0 }, { x: size.width, y: size.height }, view, size);
}

/** Those that lie in it. */
export function within<T extends { at: WorldPoint }>(things: readonly T[], area: Area): T[] {
  return things.filter(({ at: { x, y } }) => x >= area.west && x <= area.east && y >= area.north && y <= area.south);
}
