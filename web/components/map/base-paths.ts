import type { BaseMap, MapShapeKind } from '../../../server/contract/base-map.ts';
import { project, type MapSize, type MapView, type WorldPoint } from './projection.ts';

/** The whole world in px that paths are written for; finer than a metre with one decimal. */
const SCALE = 2 ** 23;

/** One path for each kind, near to its own origin: a browser draws with single precision. */
export interface BasePaths {
  origin: WorldPoint;
  paths: readonly { kind: MapShapeKind; d: string }[];
}

/** Written once for each map; null: there is nothing to draw. */
export function basePaths({ shapes }: Pick<BaseMap, 'shapes'>): BasePaths | null {
  const first = shapes.find(({ points }) => points.length > 1);
  if (!first) return null;
  const origin = project({ longitude: first.points[0] ?? 0, latitude: first.points[1] ?? 0 });
  const byKind = Map.groupBy(shapes, ({ kind }) => kind);
  const paths = [...byKind].map(([kind, members]) => ({
    kind,
    d: members.map(({ points, closed }) => pathOf(points, origin) + (closed ? 'Z' : '')).join(''),
  }));
  return { origin, paths };
}

function pathOf(points: readonly number[], origin: WorldPoint): string {
  let path = '';
  for (let index = 0; index + 1 < points.length; index += 2) {
    const { x, y } = project({ longitude: points[index] ?? 0, latitude: points[index + 1] ?? 0 });
    path += `${index ? 'L' : 'M'}${((x - origin.x) * SCALE).toFixed(1)} ${((y - origin.y) * SCALE).toFixed(1)}`;
  }
  return path;
}

/** SVG's transform that brings the paths to where the view has them. */
export function baseTransform({ origin }: BasePaths, view: MapView, { width, height }: MapSize): string {
  const x = (origin.x - view.x) * view.scale + width / 2;
  const y = (origin.y - view.y) * view.scale + height / 2;
  return `translate(${x} ${y}) scale(${view.scale / SCALE})`;
}
