import { MOST_TILES, type Cell, type Layout } from '../../../../server/contract/wall.ts';
import { isSound, readLayoutName } from './layouts.ts';

const CUSTOM = /^c:(\d{1,2})x(\d{1,2}):(\d[\d.,]*)$/;
/** Contract: fields of a grid in each direction. */
const MOST_FIELDS = 12;

/** A layout as one word: its name, or `c:12x8:0.0.6.4,6.0.6.4` (columns, rows, and x.y.w.h of each cell). */
export function writeLayout(layout: Layout): string {
  if (typeof layout === 'string') return layout;
  const cells = layout.cells.map(({ x, y, w, h }) => [x, y, w, h].join('.')).join(',');
  return `c:${layout.columns}x${layout.rows}:${cells}`;
}

/** Reads it back; null where it makes no sense. A plus sign may have become a space, as it does in addresses. */
export function readLayout(word: string | null): Layout | null {
  if (word === null) return null;
  const name = readLayoutName(word.replace(' ', '+'));
  if (name) return name;
  const [, columns, rows, list] = CUSTOM.exec(word) ?? [];
  if (columns === undefined || rows === undefined || list === undefined) return null;
  const cells = list.split(',').map(readCell);
  const layout = { columns: Number(columns), rows: Number(rows), cells: cells.filter((cell) => cell !== null) };
  const fits = [layout.columns, layout.rows].every((fields) => fields >= 1 && fields <= MOST_FIELDS);
  if (!fits || layout.cells.length !== cells.length || cells.length > MOST_TILES) return null;
  return isSound(layout) ? layout : null;
}

function readCell(word: string): Cell | null {
  const numbers = word.split('.').map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : NaN));
  const [x = NaN, y = NaN, w = NaN, h = NaN] = numbers;
  return numbers.length === 4 && x >= 0 && y >= 0 && w >= 1 && h >= 1 ? { x, y, w, h } : null;
}
