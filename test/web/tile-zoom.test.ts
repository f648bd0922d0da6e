import { check, double, integer, property, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_ZOOM, panBy, type Size, WHOLE, type Zoom, zoomAt } from '../../web/pages/live/tile-zoom.ts';

const box = { width: 400, height: 300 };
/** Bars above and below it. */
const wide = { width: 1280, height: 720 };

/** The part of the box that the picture covers, px; `whole` counts as covered where the picture is smaller than the box. */
function gap({ scale, x, y }: Zoom, { width, height }: Size): number {
  const fit = Math.min(box.width / width, box.height / height);
  const sides = [
    [x, box.width, width * fit],
    [y, box.height, height * fit],
  ] as const;
  return Math.max(
    ...sides.map(([at, room, length]) => {
      const start = at + ((room - length) / 2) * scale;
      const end = start + length * scale;
      // Where it does not fill the room it stands in the middle.
      if (length * scale <= room) return Math.abs(start - (room - end));
      return Math.max(start, room - end, 0);
    }),
  );
}

test('what is under the pointer stays there', () => {
  const point = { x: 220, y: 160 };
  const zoom = zoomAt(WHOLE, 2, point, box, wide);
  expect(zoom.scale).toBe(2);
  expect((point.x - zoom.x) / zoom.scale).toBeCloseTo(point.x);
  expect((point.y - zoom.y) / zoom.scale).toBeCloseTo(point.y);
});

test('it goes no farther than eight times, and back to the whole', () => {
  const most = zoomAt(WHOLE, 100, { x: 10, y: 10 }, box, wide);
  expect(most.scale).toBe(MOST_ZOOM);
  expect(zoomAt(most, 0.001, { x: 390, y: 290 }, box, wide)).toEqual(WHOLE);
  expect(zoomAt(WHOLE, 1.005, { x: 0, y: 0 }, box, wide)).toEqual(WHOLE);
});

test('the picture never leaves the tile, whatever is done', () => {
  const number = (least: number, most: number): Arbitrary<number> => double({ min: least, max: most, noNaN: true });
  const steps = property(
    number(0.2, 5),
    number(0, box.width),
    number(0, box.height),
    number(-2_000, 2_000),
    number(-2_000, 2_000),
    integer({ min: 100, max: 4_000 }),
    integer({ min: 100, max: 4_000 }),
    (factor, x, y, right, down, width, height) => {
      const picture = { width, height };
      let zoom = zoomAt(WHOLE, 3, { x, y }, box, picture);
      zoom = panBy(zoom, right, down, box, picture);
      expect(gap(zoom, picture)).toBeLessThan(0.01);
      zoom = zoomAt(zoom, factor, { x: box.width - x, y: box.height - y }, box, picture);
      expect(gap(zoom, picture)).toBeLessThan(0.01);
    },
  );
  expect(check(steps).counterexample).toBeNull();
});
