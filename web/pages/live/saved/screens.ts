import type { Screen } from '../../../../server/contract/wall.ts';
import { cellsOf } from '../layout/layouts.ts';

/** What is kept of a window: what has a cell, and where one tile is shown, that one. */
export function kept({ layout, tiles }: Screen, selected = 0): Screen {
  if (layout === '1') return { layout, tiles: [tiles[selected] ?? null] };
  return { layout, tiles: tiles.slice(0, cellsOf(layout).length) };
}

const empty: Screen = { layout: '4', tiles: [] };

/** All windows of a wall as they are now: those that are open as they are shown, the others as they were saved. */
export function gather(
  saved: readonly Screen[],
  others: ReadonlyMap<number, Screen>,
  own: { window: number; screen: Screen; selected: number },
): Screen[] {
  const count = Math.max(saved.length, own.window + 1, ...[...others.keys()].map((window) => window + 1));
  return Array.from({ length: count }, (_, window) => {
    if (window === own.window) return kept(own.screen, own.selected);
    return kept(others.get(window) ?? saved[window] ?? empty);
  });
}
