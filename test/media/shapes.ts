import fc from 'fast-check';
import type { MaskShape } from '../../media/mask.ts';

/** Convex shapes of 3 to 8 corners, on an ellipse somewhere in the picture, and upright rectangles. */
export const shapes: fc.Arbitrary<MaskShape> = fc.oneof(
  fc
    .record({
      x: fc.double({ min: 0.15, max: 0.85, noNaN: true }),
      y: fc.double({ min: 0.15, max: 0.85, noNaN: true }),
      width: fc.double({ min: 0.02, max: 0.15, noNaN: true }),
      height: fc.double({ min: 0.02, max: 0.15, noNaN: true }),
      turn: fc.double({ min: 0, max: 6.28, noNaN: true }),
      corners: fc.integer({ min: 3, max: 8 }),
    })
    .map(({ x, y, width, height, turn, corners }) =>
      Array.from({ length: corners }, (_, at) => {
        const angle = turn + (at * 2 * Math.PI) / corners;
        return { x: x + width * Math.cos(angle), y: y + height * Math.sin(angle) };
      }),
    ),
  fc
    .record({
      left: fc.double({ min: 0, max: 0.5, noNaN: true }),
      top: fc.double({ min: 0, max: 0.5, noNaN: true }),
      width: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      height: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    })
    .map(({ left, top, width, height }) => [
      { x: left, y: top },
      { x: left + width, y: top },
      { x: left + width, y: top + height },
      { x: left, y: top + height },
    ]),
);
