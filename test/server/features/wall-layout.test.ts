import { expect, test } from 'vitest';
import { LayoutName, type Layout } from '../../../server/contract/wall.ts';
import { cellCount, checkLayout, checkScreens } from '../../../server/features/wall/layout.ts';

const whole = { x: 0, y: 0, w: 3, h: 2 };

function custom(...cells: (typeof whole)[]): Layout {
  return { columns: 3, rows: 2, cells };
}

test('every named layout has as many cells as its name says', () => {
  expect(LayoutName.enum.map((name) => [name, cellCount(name)])).toEqual([
    ...[1, 4, 6, 8, 9, 13, 16, 25, 36].map((count) => [String(count), count]),
    ['1+5', 6],
    ['1+7', 8],
    ['2+8', 10],
  ]);
});

test('cells lie within the grid, and none upon another', () => {
  checkLayout(custom(whole));
  checkLayout(custom({ x: 0, y: 0, w: 2, h: 2 }, { x: 2, y: 0, w: 1, h: 1 }, { x: 2, y: 1, w: 1, h: 1 }));
  expect(() => checkLayout(custom({ ...whole, x: 1 }))).toThrow('cell 1 leaves the grid');
  expect(() => checkLayout(custom({ x: 0, y: 0, w: 1, h: 1 }, { x: 2, y: 1, w: 1, h: 2 }))).toThrow('cell 2 leaves');
  const [a, b, c] = [
    { x: 0, y: 0, w: 2, h: 1 },
    { x: 2, y: 0, w: 1, h: 2 },
    { x: 1, y: 0, w: 1, h: 2 },
  ];
  expect(() => checkLayout(custom(a, b, c))).toThrow('cell 3 lies upon cell 1');
});

test('of several screens the wrong one is named; no more tiles than cells', () => {
  const fine = { layout: '4' as const, tiles: [null, null] };
  checkScreens([fine, fine]);
  expect(() => checkScreens([fine, { layout: custom({ ...whole, y: 1 }), tiles: [] }])).toThrow('on screen 2, cell 1');
  expect(() => checkScreens([{ layout: '1', tiles: [null, null] }])).toThrow('there are 2 tiles for 1 cells');
});
