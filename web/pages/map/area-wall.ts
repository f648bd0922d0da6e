import type { Camera } from '../../../server/contract/camera.ts';
import { MOST_TILES, type LayoutName } from '../../../server/contract/wall.ts';
import type { HealthOf } from '../../components/health-order.ts';
import { listEntries } from '../live/choose/entries.ts';
import { onlineFirst } from '../live/choose/rows.ts';
import { layoutFor } from '../live/layout/layouts.ts';
import { newWall, writeWall } from '../live/wall.ts';

/** A wall that shows cameras of the map. */
export interface AreaWall {
  /** Of the page that shows it. */
  address: string;
  layout: LayoutName;
  /** Channels on it, and those that it has no room for. */
  shown: number;
  left: number;
}

/** The wall of these cameras: those that answer first, as many as a wall takes; null where there are none. */
export function wallOf(cameras: readonly Camera[], health: HealthOf): AreaWall | null {
  const all = onlineFirst(listEntries(cameras), health);
  if (!all.length) return null;
  const tiles = all.slice(0, MOST_TILES);
  const layout = layoutFor(tiles.length);
  const address = `/live?${writeWall(newWall({ layout, tiles }))}`;
  return { address, layout, shown: tiles.length, left: all.length - tiles.length };
}
