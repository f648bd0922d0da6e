import type { Cell } from '../../../../server/contract/wall.ts';

export type Arrow = 'left' | 'right' | 'up' | 'down';

/**
 * The cell that an arrow leads to: the nearest one on that side that lies beside this one, else the nearest on that side
 * at all, else this one again.
 */
export function neighbour(cells: readonly Cell[], from: number, arrow: Arrow): number {
  const start = cells[from];
  if (!start) return from;
  const here = turn(start, arrow);
  let best: { index: number; rank: readonly number[] } | null = null;
  cells.forEach((cell, index) => {
    const there = turn(cell, arrow);
    const gap = there.x - (here.x + here.w);
    if (gap < 0) return;
    const shared = Math.min(here.y + here.h, there.y + there.h) - Math.max(here.y, there.y);
    // Beside it; then near; then far enough along to be beside it; then from the top or from the left.
    const rank = shared > 0 ? [0, gap, cell.y + cell.x] : [1, gap - shared, cell.y + cell.x];
    if (!best || isLess(rank, best.rank)) best = { index, rank };
  });
  return (best as { index: number } | null)?.index ?? from;
}

/** The cell as seen by somebody who looks along the arrow: `x` grows ahead, `y` to a side. */
function turn({ x, y, w, h }: Cell, arrow: Arrow): Cell {
  if (arrow === 'right') return { x, y, w, h };
  if (arrow === 'left') return { x: -x - w, y, w, h };
  if (arrow === 'down') return { x: y, y: x, w: h, h: w };
  return { x: -y - h, y: x, w: h, h: w };
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
}
