import gcoord from 'gcoord';
import type { Place } from './projection.ts';

/** About where China is, degrees: coordinates there are told apart by their size, whichever stands first. */
const CHINA = { west: 72, east: 138, south: 3, north: 55 };

/** A WGS 84 place as Chinese maps (GCJ-02) have it; the same outside of China. */
export function toChinese({ longitude, latitude }: Place): Place {
  return placed(gcoord.transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02));
}

/** A place of a Chinese map (GCJ-02) by WGS 84, to about 10 cm. */
export function fromChinese({ longitude, latitude }: Place): Place {
  return placed(gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84));
}

/** Two figures of a place in China, in either order, with anything between them; null where it is no such place. */
export function readChinesePlace(text: string): Place | null {
  const [first, second, more] = (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (first === undefined || second === undefined || more !== undefined) return null;
  const [longitude, latitude] = first > second ? [first, second] : [second, first];
  const inside = longitude > CHINA.west && longitude < CHINA.east && latitude > CHINA.south && latitude < CHINA.north;
  return inside ? { longitude, latitude } : null;
}

/** Longitude and latitude to the sixth decimal, about 10 cm. */
export function writePlace({ longitude, latitude }: Place): string {
  return `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`;
}

/** To the sixth decimal. */
export function rounded({ longitude, latitude }: Place): Place {
  return { longitude: Number(longitude.toFixed(6)), latitude: Number(latitude.toFixed(6)) };
}

function placed([longitude, latitude]: readonly [number, number, ...number[]]): Place {
  return { longitude, latitude };
}
