import { Type, type Static } from 'typebox';

/** What a line of the base map is. */
export const MapShapeKind = Type.Enum(['boundary', 'water', 'road', 'other']);
export type MapShapeKind = Static<typeof MapShapeKind>;

/** A line or, where `closed`, an outline. `points`: longitude and latitude in turn, degrees, WGS 84. */
export const MapShape = Type.Object({
  kind: MapShapeKind,
  name: Type.String(),
  closed: Type.Boolean(),
  points: Type.Array(Type.Number()),
});
export type MapShape = Static<typeof MapShape>;

/** What is drawn under the cameras; without shapes where the hub was given no file (`HUB_MAP`). */
export const BaseMap = Type.Object({
  /** Whose map it is, and under which licence or approval number: shown on it. */
  attribution: Type.String(),
  shapes: Type.Array(MapShape),
});
export type BaseMap = Static<typeof BaseMap>;

/** Routes of the map. */
export const mapRoutes = {
  'map.base': { method: 'GET', path: '/map', permission: 'camera.list', reply: BaseMap },
} as const;
