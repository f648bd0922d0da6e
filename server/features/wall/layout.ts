import type { Cell, CustomLayout, Layout, Screen } from '../../contract/wall.ts';
import { HubError } from '../../errors.ts';

/** Whether the screens can be shown as they are. @throws HubError `wall.layout`, which says what of which screen is wrong */
export function checkScreens(screens: readonly Screen[]): void {
  for (const [index, { layout, tiles }] of screens.entries()) {
    const screen = screens.length === 1 ? null : index + 1;
    checkLayout(layout, screen);
    const cells = cellCount(layout);
    if (tiles.length <= cells) continue;
    throw wrong(
      screen,
      `有 ${tiles.length} 个画面，但只有 ${cells} 格`,
      `there are ${tiles.length} tiles for ${cells} cells`,
    );
  }
}

/**
 * Cells within the grid, none upon another.
 * @param screen its number among several, from 1; null: it is the only one
 * @throws HubError `wall.layout`
 */
export function checkLayout(layout: Layout, screen: number | null = null): void {
  if (typeof layout === 'string') return;
  for (const [index, cell] of layout.cells.entries()) {
    const number = index + 1;
    if (!isWithin(cell, layout)) throw wrong(screen, `第 ${number} 格超出网格`, `cell ${number} leaves the grid`);
    const other = layout.cells.slice(0, index).findIndex((before) => overlap(before, cell)) + 1;
    if (other > 0) {
      throw wrong(screen, `第 ${number} 格与第 ${other} 格重叠`, `cell ${number} lies upon cell ${other}`);
    }
  }
}

/** How many tiles have room: `1+5` has one large cell and five small ones. */
export function cellCount(layout: Layout): number {
  if (typeof layout !== 'string') return layout.cells.length;
  return layout.split('+').reduce((sum, part) => sum + Number(part), 0);
}

function isWithin({ x, y, w, h }: Cell, { columns, rows }: CustomLayout): boolean {
  return x + w <= columns && y + h <= rows;
}

function overlap(a: Cell, b: Cell): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function wrong(screen: number | null, zh: string, en: string): HubError {
  if (screen === null) return new HubError('wall.layout', { zh, en });
  return new HubError('wall.layout', { zh: `第 ${screen} 屏${zh}`, en: `on screen ${screen}, ${en}` });
}
