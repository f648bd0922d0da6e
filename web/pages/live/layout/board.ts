import type { Cell, CustomLayout } from '../../../../server/contract/wall.ts';
import type { Edge } from './edit.ts';

/** A point on the board, in fields from its left upper corner; may lie outside. */
export interface Point {
  x: number;
  y: number;
}

/** Where a pointer is. @param box of the board, px */
export function pointOn(box: DOMRect, { columns, rows }: CustomLayout, clientX: number, clientY: number): Point {
  return { x: ((clientX - box.left) / box.width) * columns, y: ((clientY - box.top) / box.height) * rows };
}

/** The cell that is drawn from one point to another: all fields that are touched. */
export function drawnCell({ columns, rows }: CustomLayout, from: Point, to: Point): Cell {
  const [x, right] = span(from.x, to.x, columns);
  const [y, bottom] = span(from.y, to.y, rows);
  return { x, y, w: right - x, h: bottom - y };
}

/** The line that is nearest to a point, for an edge to be moved to. */
export function lineAt(edge: Edge, { x, y }: Point): number {
  return Math.round(edge === 'left' || edge === 'right' ? x : y);
}

function span(a: number, b: number, fields: number): [number, number] {
  const first = Math.max(0, Math.min(Math.floor(Math.min(a, b)), fields - 1));
  return [first, Math.max(first + 1, Math.min(Math.ceil(Math.max(a, b)), fields))];
}
