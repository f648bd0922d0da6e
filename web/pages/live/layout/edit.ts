import { MOST_TILES, type Cell, type CustomLayout } from '../../../../server/contract/wall.ts';
import { overlap } from './layouts.ts';

export type Edge = 'left' | 'right' | 'top' | 'bottom';

/** Puts a cell on the grid; those below it are cut back to their largest rest. Unchanged where there are enough cells. */
export function drawCell(layout: CustomLayout, drawn: Cell): CustomLayout {
  const cells = [...layout.cells.flatMap((cell) => rest(cell, drawn)), drawn];
  return cells.length > MOST_TILES ? layout : sorted({ ...layout, cells });
}

/** Takes a cell away; the last one stays. */
export function removeCell(layout: CustomLayout, index: number): CustomLayout {
  if (layout.cells.length < 2) return layout;
  return { ...layout, cells: layout.cells.filter((_, at) => at !== index) };
}

/** Cuts a cell in two, as evenly as its fields allow. Unchanged where it is one field wide, or high. */
export function splitCell(layout: CustomLayout, index: number, way: 'beside' | 'below'): CustomLayout {
  const cell = layout.cells[index];
  if (!cell || layout.cells.length >= MOST_TILES) return layout;
  const half = Math.floor((way === 'beside' ? cell.w : cell.h) / 2);
  if (half < 1) return layout;
  const [first, second] =
    way === 'beside'
      ? [
          { ...cell, w: half },
          { ...cell, x: cell.x + half, w: cell.w - half },
        ]
      : [
          { ...cell, h: half },
          { ...cell, y: cell.y + half, h: cell.h - half },
        ];
  return sorted({ ...layout, cells: layout.cells.toSpliced(index, 1, first, second) });
}

/**
 * Moves an edge of a cell to a line of the grid. Cells that lie against the edge, and no longer than it, go with it; others
 * are cut back. Unchanged where nothing of the cell would be left.
 * @param line column or row, counted from 0 at the left or at the top
 */
export function moveEdge(layout: CustomLayout, index: number, edge: Edge, line: number): CustomLayout {
  const cell = layout.cells[index];
  if (!cell) return layout;
  const upright = edge === 'left' || edge === 'right';
  const before = edgeOf(cell, edge);
  const to = Math.max(0, Math.min(line, upright ? layout.columns : layout.rows));
  const moved = withEdge(cell, edge, to);
  if (!moved || to === before) return layout;
  const facing = opposite[edge];
  const cells = layout.cells.flatMap((other, at) => {
    if (at === index) return moved;
    const along = edgeOf(other, facing) === before && within(other, cell, upright);
    const followed = along ? withEdge(other, facing, to) : null;
    return followed ?? rest(other, moved);
  });
  return sorted({ ...layout, cells });
}

/** Another number of columns or rows; what lies outside is cut off, and nothing is ever left without a cell. */
export function resizeGrid(layout: CustomLayout, columns: number, rows: number): CustomLayout {
  const cells = layout.cells.flatMap((cell) => {
    const w = Math.min(cell.w, columns - cell.x);
    const h = Math.min(cell.h, rows - cell.y);
    return w > 0 && h > 0 ? { ...cell, w, h } : [];
  });
  return { columns, rows, cells: cells.length ? cells : [{ x: 0, y: 0, w: columns, h: rows }] };
}

/** The same cells on the finest grid that their lines allow, for a layout to begin with: easier to drag. */
export function refined({ columns, rows, cells }: CustomLayout): CustomLayout {
  const [byX, byY] = [Math.floor(12 / columns), Math.floor(12 / rows)];
  return {
    columns: columns * byX,
    rows: rows * byY,
    cells: cells.map(({ x, y, w, h }) => ({ x: x * byX, y: y * byY, w: w * byX, h: h * byY })),
  };
}

const opposite = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const;

/** The line on which an edge lies. */
export function edgeOf({ x, y, w, h }: Cell, edge: Edge): number {
  return { left: x, right: x + w, top: y, bottom: y + h }[edge];
}

function withEdge(cell: Cell, edge: Edge, line: number): Cell | null {
  const by = line - edgeOf(cell, edge);
  const { x, y, w, h } = cell;
  const moved = {
    left: { x: line, y, w: w - by, h },
    right: { x, y, w: w + by, h },
    top: { x, y: line, w, h: h - by },
    bottom: { x, y, w, h: h + by },
  }[edge];
  return moved.w > 0 && moved.h > 0 ? moved : null;
}

/** Whether a cell is, along an edge, no longer than another. */
function within(cell: Cell, other: Cell, upright: boolean): boolean {
  return upright
    ? cell.y >= other.y && cell.y + cell.h <= other.y + other.h
    : cell.x >= other.x && cell.x + cell.w <= other.x + other.w;
}

/** The largest part of a cell that another leaves free: none, or one. */
function rest(cell: Cell, over: Cell): Cell[] {
  if (!overlap(cell, over)) return [cell];
  const parts = [
    { ...cell, w: over.x - cell.x },
    { ...cell, x: over.x + over.w, w: cell.x + cell.w - over.x - over.w },
    { ...cell, h: over.y - cell.y },
    { ...cell, y: over.y + over.h, h: cell.y + cell.h - over.y - over.h },
  ].filter(({ w, h }) => w > 0 && h > 0);
  return parts.sort((a, b) => b.w * b.h - a.w * a.h).slice(0, 1);
}

/** Tiles follow the cells: in reading order, so that a small change moves few of them. */
function sorted(layout: CustomLayout): CustomLayout {
  return { ...layout, cells: layout.cells.toSorted((a, b) => a.y - b.y || a.x - b.x) };
}
