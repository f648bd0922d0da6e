import gcoord from 'gcoord';

/** What coordinates refer to. `GCJ02`: as maps published in China have them, some hundred metres off. */
export const datums = ['WGS84', 'GCJ02'] as const;
export type Datum = (typeof datums)[number];

// Its types describe an ES module; Node loads it as CommonJS, where there is no `default`.
const { transform, WGS84, GCJ02 } = 'default' in gcoord ? gcoord.default : gcoord;

/** Longitude and latitude by WGS 84, degrees; to about 10 cm in China, and as they are outside of it. */
export function toWgs84(longitude: number, latitude: number, datum: Datum): [number, number] {
  return datum === 'WGS84' ? [longitude, latitude] : transform([longitude, latitude], GCJ02, WGS84);
}
