import type { Entry } from './choose/entries.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { MissingTile } from './missing-tile.tsx';
import type { TileActs } from './tile-acts.ts';
import { Tile } from './tile.tsx';
import type { Acted } from './use-acted.ts';
import type { Leaves } from './use-leaves.ts';
import type { TileMarks } from './use-tile-marks.ts';
import type { WallState } from './wall.ts';

export interface WallTileProps {
  index: number;
  wall: WallState;
  /** Those that the user knows of, by channel; null: not known yet. */
  entries: ReadonlyMap<string, Entry> | null;
  leaves: Leaves;
  marks: TileMarks;
  acted: Acted;
  touch: boolean;
  acts: TileActs;
}

/** One tile of the wall, with what is known of its channel. */
export function WallTile({ index, wall, entries, leaves, marks, acted, touch, acts }: WallTileProps) {
  const may = useMay();
  const { byId } = useUnitTree();
  const channelId = wall.screen.tiles[index] ?? null;
  const entry = (channelId && entries?.get(channelId)) || null;
  const selected = wall.selected === index;
  // One meeting at a time: another call would leave the one that stands beside the wall.
  const mayCall = wall.window === 0 && wall.meetingId === null && may('meeting.call');
  if (channelId && entries && !entry) {
    return <MissingTile index={index} channelId={channelId} selected={selected} acts={acts} />;
  }
  return (
    <Tile
      index={index}
      channelId={channelId}
      name={entry?.name ?? null}
      place={entry?.place ?? ''}
      callable={mayCall ? (byId.get(entry?.unitId ?? '')?.name ?? null) : null}
      unmasked={entry?.unmasked ?? false}
      movable={(entry?.movable && may('ptz.control')) || false}
      selected={selected}
      sound={channelId !== null && marks.sound === channelId}
      stats={channelId !== null && marks.stats.has(channelId)}
      ptz={channelId !== null && marks.ptz === channelId}
      leave={channelId ? leaves.of(channelId) : null}
      actAt={acted.at(channelId)}
      touch={touch}
      acts={acts}
    />
  );
}
