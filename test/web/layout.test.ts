import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neighbour, type Arrow } from '../../web/pages/live/layout/geometry.ts';
import { readLayout, writeLayout } from '../../web/pages/live/layout/layout-address.ts';
import { cellsOf, isSound, layoutFor, layoutNames, layouts } from '../../web/pages/live/layout/layouts.ts';
import { customLayout } from './layouts.ts';

const arrows: readonly Arrow[] = ['left', 'right', 'up', 'down'];

describe('layouts', () => {
  test.each(layoutNames)('%s has as many cells as its name says, without a hole or a double', (name) => {
    const layout = layouts[name];
    const count = name.split('+').reduce((sum, part) => sum + Number(part), 0);
    expect(layout.cells).toHaveLength(count);
    expect(isSound(layout)).toBe(true);
    const fields = layout.cells.reduce((sum, { w, h }) => sum + w * h, 0);
    expect(fields).toBe(layout.columns * layout.rows);
  });

  test('are all offered', () => {
    expect([...layoutNames].sort()).toEqual(Object.keys(layouts).sort());
  });

  test('have room for what they are chosen for', () => {
    expect([0, 1, 2, 4, 5, 7, 10, 17, 26, 99].map(layoutFor)).toEqual([
      '1',
      '1',
      '4',
      '4',
      '6',
      '9',
      '16',
      '25',
      '36',
      '36',
    ]);
  });

  test('of one’s own are read back as they were written', () => {
    fc.assert(
      fc.property(customLayout, (layout) => {
        expect(readLayout(writeLayout(layout))).toEqual(layout);
      }),
    );
    for (const name of layoutNames) expect(readLayout(writeLayout(name))).toBe(name);
  });
});

describe('arrows', () => {
  const go = (layout: Parameters<typeof cellsOf>[0], from: number, ...way: Arrow[]): number =>
    way.reduce((at, arrow) => neighbour(cellsOf(layout), at, arrow), from);

  test('find the way around a large cell', () => {
    expect(go('1+5', 0, 'right')).toBe(1);
    expect(go('1+5', 0, 'down')).toBe(3);
    expect(go('1+5', 5, 'up')).toBe(2);
    expect(go('1+5', 2, 'left')).toBe(0);
    expect(go('13', 0, 'left', 'right', 'right')).toBe(go('13', 0, 'right'));
    expect(go('2+8', 0, 'right', 'down', 'left', 'up')).toBe(0);
  });

  test('stop at the edge', () => {
    for (const name of layoutNames) {
      const { columns, rows, cells } = layouts[name];
      cells.forEach(({ x, y, w, h }, at) => {
        expect(go(name, at, 'left') === at).toBe(x === 0);
        expect(go(name, at, 'up') === at).toBe(y === 0);
        expect(go(name, at, 'right') === at).toBe(x + w === columns);
        expect(go(name, at, 'down') === at).toBe(y + h === rows);
      });
    }
  });

  test('lead only where they point to, and to every cell in the end', () => {
    fc.assert(
      fc.property(customLayout, ({ cells }) => {
        const found = new Set([0]);
        for (const from of found) {
          for (const arrow of arrows) found.add(neighbour(cells, from, arrow));
          const right = cells[neighbour(cells, from, 'right')];
          const here = cells[from];
          if (right && here && right !== here) expect(right.x).toBeGreaterThanOrEqual(here.x + here.w);
        }
        expect(found.size).toBe(cells.length);
      }),
    );
  });
});
