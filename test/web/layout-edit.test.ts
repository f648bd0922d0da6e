import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_TILES, type CustomLayout } from '../../server/contract/wall.ts';
import { drawCell, moveEdge, refined, removeCell, resizeGrid, splitCell } from '../../web/pages/live/layout/edit.ts';
import { digitsOf, typeDigit } from '../../web/pages/live/layout/layout-keys.ts';
import { isSound, layoutNames, layouts } from '../../web/pages/live/layout/layouts.ts';
import { customLayout } from './layouts.ts';

const two: CustomLayout = {
  columns: 12,
  rows: 12,
  cells: [
    { x: 0, y: 0, w: 6, h: 12 },
    { x: 6, y: 0, w: 6, h: 12 },
  ],
};

describe('a layout of one’s own', () => {
  test('takes the neighbour along when an edge between two is dragged', () => {
    expect(moveEdge(two, 0, 'right', 8).cells).toEqual([
      { x: 0, y: 0, w: 8, h: 12 },
      { x: 8, y: 0, w: 4, h: 12 },
    ]);
    expect(moveEdge(two, 1, 'left', 2).cells[0]?.w).toBe(2);
    expect(moveEdge(two, 0, 'right', 0)).toEqual(two);
    expect(moveEdge(two, 0, 'right', 99).cells).toEqual([{ x: 0, y: 0, w: 12, h: 12 }]);
  });

  test('cuts back what a new cell is drawn upon', () => {
    expect(drawCell(two, { x: 4, y: 0, w: 4, h: 12 }).cells).toEqual([
      { x: 0, y: 0, w: 4, h: 12 },
      { x: 4, y: 0, w: 4, h: 12 },
      { x: 8, y: 0, w: 4, h: 12 },
    ]);
  });

  test('is cut in two, and loses all cells but the last', () => {
    const four = splitCell(splitCell(two, 1, 'below'), 0, 'below');
    expect(four.cells).toHaveLength(4);
    expect([0, 0, 0, 0].reduce(removeCell, four).cells).toHaveLength(1);
  });

  test('stays sound whatever is done to it', () => {
    const line = fc.integer({ min: -2, max: 14 });
    const act = fc.oneof(
      fc.tuple(fc.nat(40), fc.constantFrom('left', 'right', 'top', 'bottom'), line).map(
        ([index, edge, to]) =>
          (layout: CustomLayout) =>
            moveEdge(layout, index % layout.cells.length, edge, to),
      ),
      fc.tuple(fc.nat(40), fc.constantFrom('beside', 'below')).map(
        ([index, way]) =>
          (layout: CustomLayout) =>
            splitCell(layout, index % layout.cells.length, way),
      ),
      fc.nat(40).map((index) => (layout: CustomLayout) => removeCell(layout, index % layout.cells.length)),
      fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()).map((numbers) => (layout: CustomLayout) => {
        const [x, y] = [numbers[0] % layout.columns, numbers[1] % layout.rows];
        return drawCell(layout, {
          x,
          y,
          w: 1 + (numbers[2] % (layout.columns - x)),
          h: 1 + (numbers[3] % (layout.rows - y)),
        });
      }),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(
        ([columns, rows]) =>
          (layout: CustomLayout) =>
            resizeGrid(layout, columns, rows),
      ),
    );
    fc.assert(
      fc.property(customLayout, fc.array(act, { maxLength: 30 }), (start, acts) => {
        const end = acts.reduce((layout, how) => how(layout), start);
        expect(isSound(end)).toBe(true);
        expect(end.cells.length).toBeGreaterThan(0);
        expect(end.cells.length).toBeLessThanOrEqual(MOST_TILES);
        for (const { x, y, w, h } of end.cells) expect(Math.min(x + 1, y + 1, w, h)).toBeGreaterThan(0);
      }),
    );
  });

  test.each(layoutNames)('may begin with %s', (name) => {
    const fine = refined(layouts[name]);
    expect(isSound(fine)).toBe(true);
    expect(fine.cells).toHaveLength(layouts[name].cells.length);
  });
});

describe('digits', () => {
  test.each(layoutNames)('%s is chosen by its digits', (name) => {
    const typed = digitsOf(name)
      .split(/(?=\d)/)
      .reduce((before, digit) => typeDigit(before.pending, digit), typeDigit('', ''));
    expect(typed.layout).toBe(name);
  });

  test('wait for a second one only where there may be one', () => {
    expect(typeDigit('', '4')).toEqual({ layout: '4', pending: '' });
    expect(typeDigit('', '1')).toEqual({ layout: '1', pending: '1' });
    expect(typeDigit('', '2')).toEqual({ layout: null, pending: '2' });
    expect(typeDigit('1', '6')).toEqual({ layout: '16', pending: '' });
    expect(typeDigit('1', '4')).toEqual({ layout: '4', pending: '' });
    expect(typeDigit('', '7')).toEqual({ layout: null, pending: '' });
  });
});
