import type { Cell, CustomLayout, Layout, LayoutName } from '../../../../server/contract/wall.ts';

/** The layouts that are given, in the order in which they are offered. Large cells stand first, the rest in reading order. */
export const layouts: Readonly<Record<LayoutName, CustomLayout>> = {
  '1': even(1, 1),
  '4': even(2, 2),
  '6': even(3, 2),
  '8': even(4, 2),
  '9': even(3, 3),
  '13': around(4, 4, [{ x: 1, y: 1, w: 2, h: 2 }]),
  '16': even(4, 4),
  '25': even(5, 5),
  '36': even(6, 6),
  '1+5': around(3, 3, [{ x: 0, y: 0, w: 2, h: 2 }]),
  '1+7': around(4, 4, [{ x: 0, y: 0, w: 3, h: 3 }]),
  '2+8': around(4, 4, [
    { x: 0, y: 0, w: 2, h: 2 },
    { x: 2, y: 0, w: 2, h: 2 },
  ]),
};

/** Names by number of cells, and then as offered: the keys of an object that look like numbers come first by themselves. */
export const layoutNames: readonly LayoutName[] = [
  '1',
  '4',
  '6',
  '8',
  '9',
  '13',
  '16',
  '25',
  '36',
  '1+5',
  '1+7',
  '2+8',
];

/** The grid and cells of a layout, given or one's own. */
export function gridOf(layout: Layout): CustomLayout {
  return typeof layout === 'string' ? layouts[layout] : layout;
}

/** Places of a layout, in the order of a wall's tiles. */
export function cellsOf(layout: Layout): readonly Cell[] {
  return gridOf(layout).cells;
}

/** The name of a given layout; null for any other text. */
export function readLayoutName(text: string | null | undefined): LayoutName | null {
  return layoutNames.find((name) => name === text) ?? null;
}

/** The smallest even layout that has room for so many tiles; the largest where none has. */
export function layoutFor(count: number): LayoutName {
  const evenOnes: readonly LayoutName[] = ['1', '4', '6', '9', '16', '25', '36'];
  return evenOnes.find((name) => layouts[name].cells.length >= count) ?? '36';
}

function even(columns: number, rows: number): CustomLayout {
  return around(columns, rows, []);
}

/** Large cells, and small ones in all that they leave free. */
function around(columns: number, rows: number, large: readonly Cell[]): CustomLayout {
  const small = Array.from({ length: columns * rows }, (_, index) => ({
    x: index % columns,
    y: Math.floor(index / columns),
    w: 1,
    h: 1,
  })).filter((cell) => !large.some((other) => overlap(cell, other)));
  return { columns, rows, cells: [...large, ...small] };
}

/** Whether two cells have a field in common. */
export function overlap(a: Cell, b: Cell): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Whether cells lie within their grid, and none upon another. */
export function isSound({ columns, rows, cells }: CustomLayout): boolean {
  return cells.every(
    (cell, index) =>
      cell.x + cell.w <= columns &&
      cell.y + cell.h <= rows &&
      cells.slice(index + 1).every((other) => !overlap(cell, other)),
  );
}
