import { toScreen, type MapSize, type MapView, type WorldPoint } from './projection.ts';

/** Things that lie nearer than this are drawn as one, px. */
const CELL = 56;
/** What lies just outside is drawn, too, px. */
const EDGE = 40;

/** Things that are drawn as one; px of the box. */
export interface Cluster<T> extends WorldPoint {
  /** The same for the same cell of the same zoom, so that nothing flickers while the map is moved. */
  key: string;
  members: readonly T[];
}

/** Puts together what is too near, of what is in sight. */
export function clusterOf<T extends { at: WorldPoint }>(
  things: readonly T[],
  view: MapView,
  size: MapSize,
): Cluster<T>[] {
  const cells = new Map<string, T[]>();
  for (const thing of things) {
    const { x, y } = toScreen(thing.at, view, size);
    if (x < -EDGE || y < -EDGE || x > size.width + EDGE || y > size.height + EDGE) continue;
    // Cells lie on the world and not on the box.
    const key = `${Math.floor((thing.at.x * view.scale) / CELL)} ${Math.floor((thing.at.y * view.scale) / CELL)}`;
    const cell = cells.get(key);
    if (cell) cell.push(thing);
    else cells.set(key, [thing]);
  }
  return [...cells].map(([key, members]) => {
    const sum = members.reduce((total, { at }) => ({ x: total.x + at.x, y: total.y + at.y }), { x: 0, y: 0 });
    const middle = { x: sum.x / members.length, y: sum.y / members.length };
    return { key, members, ...toScreen(middle, view, size) };
  });
}
