/** How many tiles are shown. */
export type Layout = 1 | 4;

/** The wall on the screen. It lives in the address, so that it can be reloaded, kept and sent to somebody. */
export interface Wall {
  layout: Layout;
  /** The tile that keys and the list act on; with one tile shown, the one shown. */
  selected: number;
  /** Channel ids, always four; null is empty. A channel is on the wall once at most. */
  tiles: readonly (string | null)[];
}

/** Tiles of the largest layout. */
export const TILES = 4;

const ID = /^[\w-]{1,64}$/;

/** Reads `layout`, `tiles` and `selected`; what makes no sense is as if it were absent. */
export function readWall(params: URLSearchParams): Wall {
  const seen = new Set<string>();
  const words = (params.get('tiles') ?? '').split(',');
  const tiles = Array.from({ length: TILES }, (_, index) => {
    const word = words[index] ?? '';
    if (!ID.test(word) || seen.has(word)) return null;
    seen.add(word);
    return word;
  });
  const selected = Number(params.get('selected') ?? 0);
  return {
    layout: params.get('layout') === '1' ? 1 : 4,
    selected: Number.isInteger(selected) && selected >= 0 && selected < TILES ? selected : 0,
    tiles,
  };
}

/** The query of the wall's address, without the question mark. */
export function writeWall({ layout, selected, tiles }: Wall): string {
  const words = tiles
    .map((id) => id ?? '')
    .join(',')
    .replace(/,+$/, '');
  // Ids hold nothing that has to be escaped, and commas are easier to read as they are.
  return `layout=${layout}${words && `&tiles=${words}`}${selected ? `&selected=${selected}` : ''}`;
}

/** Indexes of the tiles that are shown. */
export function shownTiles({ layout, selected }: Wall): number[] {
  return layout === 1 ? [selected] : Array.from({ length: TILES }, (_, index) => index);
}

/**
 * Where a channel goes when no tile is named: the selected tile if it is empty (or the only one shown),
 * else the first empty one, else the selected one after all.
 */
export function targetTile({ layout, selected, tiles }: Wall): number {
  if (layout === 1 || !tiles[selected]) return selected;
  const empty = tiles.indexOf(null);
  return empty < 0 ? selected : empty;
}

/** Puts a channel on a tile and selects it. A channel that is on the wall already is moved, or only selected. */
export function place(wall: Wall, channelId: string, tile?: number): Wall {
  const known = wall.tiles.indexOf(channelId);
  if (tile === undefined && known >= 0) return { ...wall, selected: known };
  const target = tile ?? targetTile(wall);
  const tiles = wall.tiles.map((id, index) => {
    if (index === target) return channelId;
    return id === channelId ? null : id;
  });
  return { ...wall, tiles, selected: target };
}

/** Empties a tile. */
export function clear(wall: Wall, tile: number): Wall {
  return { ...wall, tiles: wall.tiles.map((id, index) => (index === tile ? null : id)) };
}

/** Moves the selection by an arrow: in the grid of four, or through them one by one when one is shown. */
export function move(wall: Wall, arrow: 'left' | 'right' | 'up' | 'down'): Wall {
  const { selected } = wall;
  if (wall.layout === 1) {
    const step = arrow === 'left' || arrow === 'up' ? -1 : 1;
    return { ...wall, selected: (selected + step + TILES) % TILES };
  }
  const column = selected % 2;
  const row = Math.floor(selected / 2);
  if (arrow === 'left') return { ...wall, selected: row * 2 };
  if (arrow === 'right') return { ...wall, selected: row * 2 + 1 };
  if (arrow === 'up') return { ...wall, selected: column };
  return { ...wall, selected: 2 + column };
}
