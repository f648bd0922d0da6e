/** A corner, as parts of the picture's width and height: 0,0 is the upper left, 1,1 the lower right. */
export interface Corner {
  x: number;
  y: number;
}

/** A part of the picture that nobody may see: a convex polygon of at least three corners. */
export type MaskShape = readonly Corner[];

/** An upright rectangle, in parts of the picture. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Into how many strips a mask that is no rectangle is cut: what is hidden too much is at most so fine. */
const STRIPS = 24;

/** Whether the corners go round a convex polygon that has an area. */
export function isConvex(shape: MaskShape): boolean {
  const turns = shape.map((corner, at) => {
    const [next, after] = [shape[(at + 1) % shape.length], shape[(at + 2) % shape.length]];
    return next && after ? cross(corner, next, after) : 0;
  });
  // Corners on a straight edge turn by no more than numbers are rounded.
  const clear = turns.filter((turn) => Math.abs(turn) > 1e-9);
  if (clear.length === 0 || clear.some((turn) => turn > 0 !== (clear[0] ?? 0) > 0)) return false;
  return goesRoundOnce(shape);
}

/** Twice the area of the triangle; its sign is the way of the turn. */
export function cross(a: Corner, b: Corner, c: Corner): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Whether the outline goes round once: a star's goes round twice, a bow's not at all. */
export function goesRoundOnce(shape: MaskShape): boolean {
  const edges = shape.flatMap((corner, at) => {
    const next = shape[(at + 1) % shape.length] ?? corner;
    const edge = { x: next.x - corner.x, y: next.y - corner.y };
    return Math.hypot(edge.x, edge.y) === 0 ? [] : [edge];
  });
  const turned = edges.reduce((sum, edge, at) => {
    const next = edges[(at + 1) % edges.length] ?? edge;
    return sum + Math.atan2(edge.x * next.y - edge.y * next.x, edge.x * next.x + edge.y * next.y);
  }, 0);
  return Math.abs(Math.abs(turned) - 2 * Math.PI) < 0.01;
}

/** The smallest upright rectangle around the shape. */
export function boundsOf(shape: MaskShape): Box {
  const [xs, ys] = [shape.map(({ x }) => x), shape.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/**
 * Rectangles that cover the shape: all of it, and a little more where an edge is slanted. A rectangle is one; anything
 * else is cut into strips.
 */
export function boxesOf(shape: MaskShape): Box[] {
  const bounds = boundsOf(shape);
  const upright = ({ x, y }: Corner): boolean =>
    (x === bounds.left || x === bounds.right) && (y === bounds.top || y === bounds.bottom);
  if (shape.length === 4 && shape.every(upright)) return [bounds];
  const height = (bounds.bottom - bounds.top) / STRIPS;
  return Array.from({ length: STRIPS }, (_, strip) => {
    const [top, bottom] = [bounds.top + strip * height, bounds.top + (strip + 1) * height];
    const reached = shape.flatMap((from, at) => reach(from, shape[(at + 1) % shape.length] ?? from, top, bottom));
    return { left: Math.min(...reached), top, right: Math.max(...reached), bottom };
  });
}

/** From where to where an edge goes, sideways, inside of a strip; nothing where it does not touch it. */
function reach(from: Corner, to: Corner, top: number, bottom: number): number[] {
  const [high, low] = from.y <= to.y ? [from, to] : [to, from];
  if (low.y < top || high.y > bottom) return [];
  if (high.y === low.y) return [high.x, low.x];
  const at = (y: number): number => high.x + ((low.x - high.x) * (y - high.y)) / (low.y - high.y);
  return [at(Math.max(top, high.y)), at(Math.min(bottom, low.y))];
}

/** A millionth of the picture is less than a pixel; rounded so that a box only grows. */
const MILLION = 1_000_000;
const down = (part: number): string => String(Math.max(0, Math.floor(part * MILLION)) / MILLION);
const up = (part: number): string => String(Math.min(MILLION, Math.ceil(part * MILLION)) / MILLION);

/**
 * ffmpeg's filters that paint the shapes black, whatever size the picture has; empty: nothing to paint. Every pixel that
 * a shape touches is painted.
 */
export function maskFilter(shapes: readonly MaskShape[]): string {
  return shapes
    .flatMap(boxesOf)
    .map(({ left, top, right, bottom }) => {
      const [x, y] = [`floor(iw*${down(left)})`, `floor(ih*${down(top)})`];
      const [w, h] = [`ceil(iw*${up(right)})-${x}`, `ceil(ih*${up(bottom)})-${y}`];
      return `drawbox=x=${x}:y=${y}:w=${w}:h=${h}:color=black:t=fill`;
    })
    .join(',');
}
