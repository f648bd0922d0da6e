import fc from 'fast-check';
import type { Cell, CustomLayout } from '../../server/contract/wall.ts';

/** Any sound layout of one's own: a grid that was cut again and again, with some of the pieces left out. */
export const customLayout: fc.Arbitrary<CustomLayout> = fc
  .record({
    columns: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 1, max: 12 }),
    cuts: fc.array(fc.record({ of: fc.nat(), upright: fc.boolean(), at: fc.nat() }), { maxLength: 20 }),
    without: fc.array(fc.nat(), { maxLength: 4 }),
  })
  .map(({ columns, rows, cuts, without }) => {
    const cells: Cell[] = [{ x: 0, y: 0, w: columns, h: rows }];
    for (const { of, upright, at } of cuts) {
      const index = of % cells.length;
      const cell = cells[index];
      const length = (upright ? cell?.w : cell?.h) ?? 1;
      if (!cell || length < 2) continue;
      const part = 1 + (at % (length - 1));
      const pieces = upright
        ? [
            { ...cell, w: part },
            { ...cell, x: cell.x + part, w: cell.w - part },
          ]
        : [
            { ...cell, h: part },
            { ...cell, y: cell.y + part, h: cell.h - part },
          ];
      cells.splice(index, 1, ...pieces);
    }
    for (const at of without) if (cells.length > 1) cells.splice(at % cells.length, 1);
    return { columns, rows, cells };
  });
