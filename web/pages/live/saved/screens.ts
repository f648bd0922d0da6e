import type { Screen } from '../../../../server/contract/wall.ts';

const empty: Screen = { layout: '4', tiles: [] };

/** All windows of a wall as they are now: those that are open as they are shown, the others as they were saved. */
export function gather(
  saved: readonly Screen[],
  others: ReadonlyMap<number, Screen>,
  own: { window: number; screen: Screen },
): Screen[] {
  const count = Math.max(saved.length, own.window + 1, ...[...others.keys()].map((window) => window + 1));
  return Array.from({ length: count }, (_, window) => {
    if (window === own.window) return own.screen;
    return others.get(window) ?? saved[window] ?? empty;
  });
}
