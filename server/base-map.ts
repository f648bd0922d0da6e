import { readFileSync, statSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import type { BaseMap, MapShape, MapShapeKind } from './contract/base-map.ts';
import { toWgs84, type Datum } from './datum.ts';
import { HubError } from './errors.ts';
import { ConfigError } from './settings.ts';
import { parse } from './validation.ts';

/** Every map page downloads it once, bytes. */
const LARGEST = 4_000_000;

const loose = { additionalProperties: true };
const Position = Type.Array(Type.Number(), { minItems: 2 });
const Line = Type.Array(Position);
const Geometry = Type.Union([
  Type.Object({ type: Type.Literal('LineString'), coordinates: Line }, loose),
  Type.Object({ type: Type.Enum(['MultiLineString', 'Polygon']), coordinates: Type.Array(Line) }, loose),
  Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Type.Array(Line)) }, loose),
  Type.Object({ type: Type.Enum(['Point', 'MultiPoint']) }, loose),
]);
const Properties = Type.Record(Type.String(), Type.Unknown());
const Feature = Type.Object(
  { type: Type.Literal('Feature'), geometry: Geometry, properties: Type.Union([Properties, Type.Null()]) },
  loose,
);
const Collection = Type.Object(
  {
    type: Type.Literal('FeatureCollection'),
    /** Not of GeoJSON, which has no place for it. */
    attribution: Type.Optional(Type.String({ maxLength: 200 })),
    features: Type.Array(Feature),
  },
  loose,
);
type Properties = Static<typeof Properties> | null;

/** Reads the file of `HUB_MAP`. @throws ConfigError which says what is wrong with it */
export function loadBaseMap(file: string | null, datum: Datum): BaseMap {
  if (file === null) return { attribution: '', shapes: [] };
  try {
    if (statSync(file).size > LARGEST) throw new RangeError(`${LARGEST / 1_000_000} MB`);
    return readBaseMap(JSON.parse(readFileSync(file, 'utf8')), datum);
  } catch (error) {
    const said = error instanceof HubError ? error.toBody().message : null;
    throw new ConfigError(
      'HUB_MAP',
      `无法使用此文件：须为不超过 4 MB 的 GeoJSON（FeatureCollection）${said ? `；${said.zh}` : ''}`,
      `the file cannot be used: it must be GeoJSON (a FeatureCollection) of at most 4 MB${said ? `; ${said.en}` : ''}`,
      { cause: error },
    );
  }
}

/** Lines and outlines of a GeoJSON FeatureCollection; points are left out. @throws HubError `request.invalid` */
export function readBaseMap(value: unknown, datum: Datum): BaseMap {
  const { attribution = '', features } = parse(Collection, value);
  return { attribution, shapes: features.flatMap(({ geometry, properties }) => shapesOf(geometry, properties, datum)) };
}

function shapesOf(geometry: Static<typeof Geometry>, properties: Properties, datum: Datum): MapShape[] {
  const kind = kindOf(properties);
  const named = properties?.['name'];
  const name = typeof named === 'string' ? named : '';
  const shape = (line: Static<typeof Line>, closed: boolean): MapShape => ({
    kind,
    name,
    closed,
    points: line.flatMap((position) => rounded(position, datum)),
  });
  switch (geometry.type) {
    case 'LineString':
      return [shape(geometry.coordinates, false)];
    case 'MultiLineString':
      return geometry.coordinates.map((line) => shape(line, false));
    case 'Polygon':
      return geometry.coordinates.map((line) => shape(line, true));
    case 'MultiPolygon':
      return geometry.coordinates.flat().map((line) => shape(line, true));
    default:
      return [];
  }
}

/** At the fifth decimal it is known to a metre. */
function rounded([longitude = 0, latitude = 0]: readonly number[], datum: Datum): number[] {
  return toWgs84(longitude, latitude, datum).map((degrees) => Math.round(degrees * 1e5) / 1e5);
}

/** By our own property `kind`, or by what OpenStreetMap and the usual boundary files say. */
function kindOf(properties: Properties): MapShapeKind {
  const has = (...keys: string[]): boolean => keys.some((key) => properties?.[key] !== undefined);
  const own = properties?.['kind'];
  if (own === 'boundary' || own === 'water' || own === 'road' || own === 'other') return own;
  if (has('waterway', 'water') || properties?.['natural'] === 'water') return 'water';
  if (has('highway', 'railway')) return 'road';
  return has('boundary', 'admin_level', 'adcode') ? 'boundary' : 'other';
}
