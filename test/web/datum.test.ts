import { expect, test } from 'vitest';
import { fromChinese, readChinesePlace, toChinese, writePlace } from '../../web/components/map/datum.ts';
import { metresBetween } from '../../web/components/map/projection.ts';

/** Reference pairs as eviltransform publishes them: WGS 84 latitude, longitude; GCJ-02 latitude, longitude. */
const pairs = [
  ['Shanghai', 31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
  ['Shenzhen', 22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
  ['Beijing', 39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
] as const;

test.each(pairs)('%s, there and back', (_, latitude, longitude, chineseLatitude, chineseLongitude) => {
  const place = { longitude, latitude };
  const chinese = { longitude: chineseLongitude, latitude: chineseLatitude };
  expect(toChinese(place).longitude).toBeCloseTo(chineseLongitude, 9);
  expect(toChinese(place).latitude).toBeCloseTo(chineseLatitude, 9);
  expect(metresBetween(fromChinese(chinese), place)).toBeLessThan(0.5);
});

test('in the county the two lie some hundred metres apart; outside of China they are the same', () => {
  const county = { longitude: 108.314, latitude: 33.31 };
  const apart = metresBetween(county, toChinese(county));
  expect(apart).toBeGreaterThan(100);
  expect(apart).toBeLessThan(1000);
  const denver = { longitude: -104.9903, latitude: 39.7392 };
  expect(toChinese(denver)).toEqual(denver);
});

test('what is copied is understood in either order, and nothing else', () => {
  const place = { longitude: 108.3145, latitude: 33.3102 };
  for (const text of ['108.3145,33.3102', '33.3102 108.3145', '经度 108.3145，纬度 33.3102', '[108.3145, 33.3102]']) {
    expect(readChinesePlace(text)).toEqual(place);
  }
  for (const text of ['', '108.3145', '8.5, 47.3', '108.3, 33.3, 812', 'here'])
    expect(readChinesePlace(text)).toBeNull();
  expect(writePlace(place)).toBe('108.314500, 33.310200');
});
