import type { Mask } from '../../../server/contract/camera.ts';

export type Corner = Mask['corners'][number];

/** As many as the contract lets a channel have, and corners a mask. */
export const MOST_MASKS = 8;
export const MOST_CORNERS = 8;
/** A drag shorter than this, in parts of the picture, is a click. */
const SMALLEST = 0.015;

/** Back into the picture; rounded, so that what is stored is short. */
function inside(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}

/** A corner so near to the picture's edge, in parts of it, is meant to lie on it: no seam is left to look through. */
const EDGE = 0.01;

function snapped(value: number): number {
  if (value < EDGE) return 0;
  return value > 1 - EDGE ? 1 : inside(value);
}

/** Where a pointer is, in parts of the box. */
export function cornerAt(clientX: number, clientY: number, box: DOMRectReadOnly): Corner {
  return { x: snapped((clientX - box.left) / box.width), y: snapped((clientY - box.top) / box.height) };
}

/** The upright rectangle between two corners; null where it is too small to be meant. */
export function rectangle(a: Corner, b: Corner): Corner[] | null {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  if (right - left < SMALLEST || bottom - top < SMALLEST) return null;
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/**
 * The convex outline of the corners, which hides all that they enclose, in whatever order they were clicked; null where
 * it has no area. (Andrew's monotone chain.)
 */
export function outline(corners: readonly Corner[]): Corner[] | null {
  const sorted = [...corners].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (points: readonly Corner[]): Corner[] => {
    const chain: Corner[] = [];
    for (const point of points) {
      for (
        let before = chain.at(-1), first = chain.at(-2);
        before && first;
        before = chain.at(-1), first = chain.at(-2)
      ) {
        if (turn(first, before, point) > 1e-9) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const found = [...half(sorted), ...half(sorted.toReversed())];
  return found.length < 3 ? null : found;
}

function turn(a: Corner, b: Corner, c: Corner): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** The mask moved by parts of the picture, as far as it stays inside. */
export function moved(mask: Mask, x: number, y: number): Mask {
  const [xs, ys] = [mask.corners.map((corner) => corner.x), mask.corners.map((corner) => corner.y)];
  const dx = Math.min(1 - Math.max(...xs), Math.max(-Math.min(...xs), x));
  const dy = Math.min(1 - Math.max(...ys), Math.max(-Math.min(...ys), y));
  return { ...mask, corners: mask.corners.map((corner) => ({ x: inside(corner.x + dx), y: inside(corner.y + dy) })) };
}

/** SVG's list of points in a picture of that size. */
export function pointsOf(corners: readonly Corner[], width: number, height: number): string {
  return corners.map(({ x, y }) => `${x * width},${y * height}`).join(' ');
}
