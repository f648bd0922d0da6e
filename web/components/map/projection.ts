/** WGS 84, degrees. */
export interface Place {
  longitude: number;
  latitude: number;
}

/** Web Mercator: 0..1 from west to east and from north to south. */
export interface WorldPoint {
  x: number;
  y: number;
}

/** What a map shows: its middle, and how many px the whole world is wide. */
export interface MapView extends WorldPoint {
  scale: number;
}

export interface MapSize {
  width: number;
  height: number;
}

/** Mercator ends here. */
const LATITUDE_MAX = 85;
/** Metres round the equator. */
const EQUATOR = 40_075_017;
/** Whole world to a few metres. */
const SCALE = { min: 256, max: 2 ** 28 };
/** Room round what is fitted, px. */
const MARGIN = 60;
/** One place alone is shown with about 2 km around. */
const LONE_SPAN = 2_000 / EQUATOR;

export function project({ longitude, latitude }: Place): WorldPoint {
  const bounded = Math.max(-LATITUDE_MAX, Math.min(latitude, LATITUDE_MAX));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function unproject({ x, y }: WorldPoint): Place {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return { longitude: (x - 0.5) * 360, latitude };
}

/** World to px of the box. */
export function toScreen({ x, y }: WorldPoint, view: MapView, { width, height }: MapSize): WorldPoint {
  return { x: (x - view.x) * view.scale + width / 2, y: (y - view.y) * view.scale + height / 2 };
}

/** Px of the box to world. */
export function toWorld({ x, y }: WorldPoint, view: MapView, { width, height }: MapSize): WorldPoint {
  return { x: view.x + (x - width / 2) / view.scale, y: view.y + (y - height / 2) / view.scale };
}

/** Zooms so that what is at `at` (px of the box) stays there. */
export function zoomAt(view: MapView, factor: number, at: WorldPoint, size: MapSize): MapView {
  const scale = Math.max(SCALE.min, Math.min(view.scale * factor, SCALE.max));
  const world = toWorld(at, view, size);
  return {
    scale,
    x: world.x - (at.x - size.width / 2) / scale,
    y: world.y - (at.y - size.height / 2) / scale,
  };
}

/** Moves by so many px. */
export function panBy(view: MapView, dx: number, dy: number): MapView {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** The view that shows all of them; the county where there are none. */
export function fit(points: readonly WorldPoint[], size: MapSize): MapView {
  const shown = points.length ? points : [project({ longitude: 108.31, latitude: 33.31 })];
  const xs = shown.map(({ x }) => x);
  const ys = shown.map(({ y }) => y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    Math.max(1, size.width - 2 * MARGIN) / Math.max(east - west, LONE_SPAN),
    Math.max(1, size.height - 2 * MARGIN) / Math.max(south - north, LONE_SPAN),
  );
  return { x: (west + east) / 2, y: (north + south) / 2, scale: Math.max(SCALE.min, Math.min(scale, SCALE.max)) };
}

/** Over the ground, m; the earth as a ball, which is within half a percent. */
export function metresBetween(a: Place, b: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const part = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return (EQUATOR / Math.PI) * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** Metres of one px in the middle of the view. */
export function metresPerPixel(view: MapView): number {
  return (EQUATOR * Math.cos((unproject(view).latitude * Math.PI) / 180)) / view.scale;
}

/** 1, 2 or 5 times a power of ten, the largest that is not above. */
export function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2].find((factor) => factor * power <= value) ?? 1);
}
