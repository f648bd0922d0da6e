import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxesOf, isConvex, maskFilter, type MaskShape } from '../../media/mask.ts';
import { shapes } from './shapes.ts';

test('its boxes hide every point of a shape', () => {
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(shapes, weights, (shape, shares) => {
      const sum = shape.reduce((total, _, at) => total + (shares[at] ?? 0), 0);
      // Sums that small are lost in rounding, and no mean.
      fc.pre(sum > 0.001);
      const mean = (key: 'x' | 'y'): number =>
        shape.reduce((total, corner, at) => total + (corner[key] * (shares[at] ?? 0)) / sum, 0);
      const [x, y] = [mean('x'), mean('y')];
      const near = 1e-9;
      const hides = boxesOf(shape).some(
        ({ left, top, right, bottom }) =>
          x >= left - near && x <= right + near && y >= top - near && y <= bottom + near,
      );
      expect(hides).toBe(true);
    }),
    { numRuns: 500 },
  );
});

const square: MaskShape = [
  { x: 0.2, y: 0.2 },
  { x: 0.6, y: 0.2 },
  { x: 0.6, y: 0.7 },
  { x: 0.2, y: 0.7 },
];

test('a rectangle is one box, and nothing more is hidden', () => {
  expect(boxesOf(square)).toEqual([{ left: 0.2, top: 0.2, right: 0.6, bottom: 0.7 }]);
});

test('a slanted shape hides little more than itself', () => {
  const triangle = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ];
  const hidden = boxesOf(triangle).reduce((sum, box) => sum + (box.right - box.left) * (box.bottom - box.top), 0);
  expect(hidden).toBeGreaterThan(0.5);
  expect(hidden).toBeLessThan(0.55);
});

test('convex is what goes round once, one way', () => {
  fc.assert(fc.property(shapes, (shape) => isConvex(shape) && isConvex([...shape].reverse())));
  const [a, b, c, d] = square;
  expect(isConvex([a, c, b, d] as MaskShape)).toBe(false);
  expect(isConvex([a, a, a] as MaskShape)).toBe(false);
  expect(isConvex([...square, { x: 0.3, y: 0.5 }])).toBe(false);
  const star = [0, 2, 4, 1, 3].map((step) => {
    const angle = (step * 2 * Math.PI) / 5;
    return { x: 0.5 + Math.cos(angle) / 3, y: 0.5 + Math.sin(angle) / 3 };
  });
  expect(isConvex(star)).toBe(false);
});

test('ffmpeg paints every pixel that a shape touches, in a picture of any size', () => {
  fc.assert(
    fc.property(
      fc.array(shapes, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 8, max: 60 }),
      fc.integer({ min: 8, max: 60 }),
      (masks, halfWidth, halfHeight) => {
        const [width, height] = [halfWidth * 2, halfHeight * 2];
        const source = `color=white:s=${width}x${height}:d=1:r=1,format=yuv420p`;
        const args = ['-f', 'lavfi', '-i', source, '-vf', maskFilter(masks), '-frames:v', '1'];
        const { stdout } = spawnSync('ffmpeg', [
          ...['-v', 'error', ...args],
          ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
        ]);
        expect(stdout.length).toBe((width * height * 3) / 2);
        for (const { x, y } of masks.flatMap(middles)) {
          const at = Math.min(height - 1, Math.floor(y * height)) * width + Math.min(width - 1, Math.floor(x * width));
          expect(stdout[at]).toBe(16);
        }
      },
    ),
    { numRuns: 15 },
  );
});

/** Points inside of a shape, near its corners and in its middle. */
function middles(shape: MaskShape): { x: number; y: number }[] {
  const centre = {
    x: shape.reduce((sum, { x }) => sum + x, 0) / shape.length,
    y: shape.reduce((sum, { y }) => sum + y, 0) / shape.length,
  };
  return shape.flatMap(({ x, y }) =>
    [0.001, 0.5, 1].map((t) => ({ x: x + (centre.x - x) * t, y: y + (centre.y - y) * t })),
  );
}
