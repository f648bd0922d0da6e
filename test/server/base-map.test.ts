import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBaseMap } from '../../server/base-map.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { TECHNICIAN } from '../rig/people.ts';
import { temporaryFolder, testConfig } from './rig.ts';

const river = {
  type: 'Feature',
  properties: { name: '长安河', waterway: 'river' },
  geometry: {
    type: 'LineString',
    coordinates: [
      [108.3, 33.3, 812],
      [108.31, 33.32],
    ],
  },
};
const county = {
  type: 'Feature',
  properties: { name: '宁陕县', adcode: 610923 },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [108, 33],
          [109, 33],
          [109, 34],
          [108, 33],
        ],
      ],
    ],
  },
};
const place = { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [108, 33] } };
const collection = (...features: unknown[]) => ({
  type: 'FeatureCollection',
  attribution: '审图号 陕S(2026)001',
  features,
});

let hub: HubProcess;
const folder = mkdtempSync(join(tmpdir(), 'hub-map-'));
const file = join(folder, 'county.geojson');

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(collection(river, county, place)));
  hub = await startHub({ people: [TECHNICIAN], environment: { HUB_MAP: file } });
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

test('lines and outlines are drawn, points are not', () => {
  const { attribution, shapes } = readBaseMap(collection(river, county, place), 'WGS84');
  expect(attribution).toBe('审图号 陕S(2026)001');
  expect(shapes).toEqual([
    { kind: 'water', name: '长安河', closed: false, points: [108.3, 33.3, 108.31, 33.32] },
    { kind: 'boundary', name: '宁陕县', closed: true, points: [108, 33, 109, 33, 109, 34, 108, 33] },
  ]);
});

test('a file of a Chinese map is brought to where the cameras are', () => {
  const shanghai = { ...river, geometry: { type: 'LineString', coordinates: [[121.531541859215, 31.17530398364597]] } };
  const [shape] = readBaseMap(collection(shanghai), 'GCJ02').shapes;
  expect(shape?.points[0]).toBeCloseTo(121.5272106, 4);
  expect(shape?.points[1]).toBeCloseTo(31.1774276, 4);
});

test.each([
  ['no json'],
  ['{}'],
  [JSON.stringify(collection({ ...river, geometry: { type: 'LineString', coordinates: 'x' } }))],
])('the hub does not start with a wrong one: %s', (text) => {
  const wrong = join(temporaryFolder(), 'wrong.geojson');
  writeFileSync(wrong, text);
  expect(() => testConfig({ HUB_MAP: wrong })).toThrow(/^HUB_MAP: .*GeoJSON.*\nHUB_MAP: .*GeoJSON/s);
  expect(() => testConfig({ HUB_MAP: '/nowhere' })).toThrow(/HUB_MAP/);
  expect(() => testConfig({ HUB_MAP_DATUM: 'BD09' })).toThrow(/HUB_MAP_DATUM/);
});

test('whoever may see the list of cameras gets it; without a file it is empty', async () => {
  const client = await HubClient.signIn(hub.url, TECHNICIAN);
  expect(await client.expect('map.base')).toMatchObject({ shapes: [{ name: '长安河' }, { name: '宁陕县' }] });
  expect(testConfig({}).baseMap).toEqual({ attribution: '', shapes: [] });
});
