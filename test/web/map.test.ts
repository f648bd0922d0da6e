import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOf } from '../../web/components/map/clusters.ts';
import {
  fit,
  metresPerPixel,
  project,
  roundDown,
  toScreen,
  toWorld,
  unproject,
  zoomAt,
} from '../../web/components/map/projection.ts';

const size = { width: 800, height: 600 };
const places = [
  { longitude: 108.31, latitude: 33.31 },
  { longitude: 108.7, latitude: 33.6 },
];

test('a place comes back from the screen where it was', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(number(-180, 180), number(-84, 84), number(2 ** 12, 2 ** 26), (longitude, latitude, scale) => {
      const view = { ...project(places[0] ?? expect.fail()), scale };
      const back = unproject(toWorld(toScreen(project({ longitude, latitude }), view, size), view, size));
      expect(back.longitude).toBeCloseTo(longitude, 6);
      expect(back.latitude).toBeCloseTo(latitude, 6);
    }),
  );
});

test('all that is fitted is in sight', () => {
  const view = fit(places.map(project), size);
  for (const place of places) {
    const { x, y } = toScreen(project(place), view, size);
    expect(x >= 0 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
  }
  expect(fit([], size).scale).toBeGreaterThan(0);
});

test('what is under the pointer stays there when zoomed', () => {
  const view = fit(places.map(project), size);
  const at = { x: 100, y: 500 };
  const before = unproject(toWorld(at, view, size));
  const after = unproject(toWorld(at, zoomAt(view, 3, at, size), size));
  expect(after.longitude).toBeCloseTo(before.longitude, 6);
  expect(after.latitude).toBeCloseTo(before.latitude, 6);
});

test('a scale is a round figure, and about right', () => {
  expect([1, 1.9, 2, 4.9, 5, 99, 0.03].map(roundDown)).toEqual([1, 1, 2, 2, 5, 50, 0.02]);
  // A degree of latitude is about 111 km.
  const view = fit(places.map(project), size);
  const apart =
    toScreen(project({ longitude: 108, latitude: 33 }), view, size).y -
    toScreen(project({ longitude: 108, latitude: 34 }), view, size).y;
  expect((apart * metresPerPixel(view)) / 111_000).toBeCloseTo(1, 1);
});

test('what is near is one cluster, what is far is not, and nothing is lost', () => {
  const things = [...places, { longitude: 108.3101, latitude: 33.3101 }].map((place, id) => ({
    id,
    at: project(place),
  }));
  const clusters = clusterOf(things, fit(places.map(project), size), size);
  const members = clusters.map((cluster) => cluster.members.map(({ id }) => id));
  expect(members).toEqual([[0, 2], [1]]);
});
