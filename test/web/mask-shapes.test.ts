import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isConvex } from '../../media/mask.ts';
import { cornerAt, moved, outline, pointsOf, rectangle, type Corner } from '../../web/pages/cameras/mask-shapes.ts';

const corner = fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) });
const corners = fc
  .array(corner, { minLength: 3, maxLength: 8 })
  .map((list) => list.map(({ x, y }) => ({ x: x / 100, y: y / 100 })));

test('whatever is clicked becomes a shape that the hub takes, and hides every corner', () => {
  fc.assert(
    fc.property(corners, (clicked) => {
      const shape = outline(clicked);
      if (!shape) return;
      expect(shape.length).toBeLessThanOrEqual(clicked.length);
      expect(isConvex(shape)).toBe(true);
      const isInside = (point: Corner): boolean =>
        shape.every((from, at) => {
          const to = shape[(at + 1) % shape.length] ?? from;
          return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x) >= -1e-9;
        });
      expect(clicked.every(isInside)).toBe(true);
    }),
  );
});

test('corners on one line are no shape', () => {
  expect(outline([0.1, 0.5, 0.9].map((x) => ({ x, y: x })))).toBeNull();
});

test('a drag is a rectangle, in whichever direction, and a small one is a click', () => {
  const [a, b] = [
    { x: 0.6, y: 0.7 },
    { x: 0.2, y: 0.3 },
  ];
  expect(rectangle(a, b)).toEqual(rectangle(b, a));
  expect(rectangle(a, b)?.[0]).toEqual(b);
  expect(rectangle(a, { x: 0.605, y: 0.1 })).toBeNull();
});

test('a mask moves as one, and stays in the picture', () => {
  fc.assert(
    fc.property(corners, fc.double({ min: -2, max: 2, noNaN: true }), (shape, by) => {
      const { corners: now } = moved({ name: '', corners: shape }, by, -by);
      expect(now.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
      const width = (list: readonly Corner[]): number =>
        Math.max(...list.map(({ x }) => x)) - Math.min(...list.map(({ x }) => x));
      expect(width(now)).toBeCloseTo(width(shape), 3);
    }),
  );
});

test('pointer and drawing', () => {
  const box = { left: 10, top: 20, width: 200, height: 100 } as DOMRectReadOnly;
  expect(cornerAt(60, 70, box)).toEqual({ x: 0.25, y: 0.5 });
  expect(cornerAt(0, 900, box)).toEqual({ x: 0, y: 1 });
  expect(cornerAt(11, 119.5, box)).toEqual({ x: 0, y: 1 });
  expect(pointsOf([{ x: 0.5, y: 1 }], 1600, 900)).toBe('800,900');
});
