import { MOST_SCREENS, MOST_TILES, type Layout, type Screen } from '../../../server/contract/wall.ts';
import { neighbour, type Arrow } from './layout/geometry.ts';
import { readLayout, writeLayout } from './layout/layout-address.ts';
import { cellsOf, layoutFor } from './layout/layouts.ts';

/** The wall in one window. It lives in the address, so that it can be reloaded, kept and sent to somebody. */
export interface WallState {
  /** Channel ids in the order of the layout's cells; null is empty, and so is what is missing. A channel is there once at most. */
  screen: Screen;
  /** The tile that keys and the list act on; with one tile shown, the one shown. */
  selected: number;
  /** The selected tile covers all others, which keep their places and are not seen. */
  maximised: boolean;
  /** The saved wall that this is a window of. */
  wallId: string | null;
  /** The tour that runs here. */
  tourId: string | null;
  /** Which of the wall's windows this is, counted from 0. */
  window: number;
  /** The meeting that stands beside the wall, in its first window. */
  meetingId: string | null;
}

const ID = /^[\w-]{1,64}$/;
const empty: Screen = { layout: '4', tiles: [] };

/** A wall of nothing but this. */
export function newWall(screen: Screen = empty): WallState {
  return {
    screen: trimmed(screen),
    selected: 0,
    maximised: false,
    wallId: null,
    tourId: null,
    window: 0,
    meetingId: null,
  };
}

/** Whether the address says itself what is on the wall, and not only which saved wall it is. */
export function saysScreen(params: URLSearchParams): boolean {
  return params.has('layout') || params.has('tiles');
}

/**
 * Reads the address; what makes no sense is as if it were absent.
 * @param saved what the saved wall has in this window: shown where the address names a wall and nothing else
 */
export function readWall(params: URLSearchParams, saved: Screen = empty): WallState {
  const own = saysScreen(params);
  const screen = own ? { layout: readLayout(params.get('layout')) ?? '4', tiles: readTiles(params) } : trimmed(saved);
  const window = Math.max(0, readNumber(params.get('screen'), MOST_SCREENS + 1) - 1);
  return {
    screen,
    selected: seen(screen, readNumber(params.get('selected'), MOST_TILES)),
    maximised: params.get('max') === '1',
    wallId: readId(params.get('wall')),
    tourId: readId(params.get('tour')),
    window,
    meetingId: window ? null : readId(params.get('meeting')),
  };
}

/** The query of the wall's address, without the question mark; without the screen where it is as it was saved. */
export function writeWall(wall: WallState, saved?: Screen): string {
  const { screen, selected, maximised, wallId, tourId, window, meetingId } = wall;
  const words = [];
  // Ids hold nothing that has to be escaped, and commas are easier to read as they are.
  if (wallId === null || !saved || !sameScreen(screen, saved)) words.push(writeScreen(screen));
  if (selected) words.push(`selected=${selected}`);
  if (maximised) words.push('max=1');
  if (wallId !== null) words.push(`wall=${wallId}`);
  if (tourId !== null) words.push(`tour=${tourId}`);
  if (window) words.push(`screen=${window + 1}`);
  else if (meetingId !== null) words.push(`meeting=${meetingId}`);
  return words.join('&');
}

/** Whether two screens show the same in the same places. */
export function sameScreen(a: Screen, b: Screen): boolean {
  return writeScreen(a) === writeScreen(b);
}

/** Indexes of the tiles that are there, in the order of the cells: with one cell, the selected one. */
export function shownTiles({ screen, selected }: WallState): number[] {
  return screen.layout === '1' ? [selected] : cellsOf(screen.layout).map((_, index) => index);
}

/**
 * Where a channel goes when no tile is named: the selected tile if it is empty (or the only one shown),
 * else the first empty one, else the selected one after all.
 */
export function targetTile(wall: WallState): number {
  const { screen, selected, maximised } = wall;
  if (maximised || !screen.tiles[selected]) return selected;
  return shownTiles(wall).find((index) => !screen.tiles[index]) ?? selected;
}

/**
 * Puts a channel on a tile and selects it. One that is shown already is only selected, or changes places with what is on
 * the tile.
 */
export function place(wall: WallState, channelId: string, tile?: number): WallState {
  const known = wall.screen.tiles.indexOf(channelId);
  const shown = shownTiles(wall).includes(known);
  if (tile === undefined && shown) return { ...wall, selected: known };
  const target = tile ?? targetTile(wall);
  if (shown) return swap(wall, known, target);
  const tiles = wall.screen.tiles.map((id) => (id === channelId ? null : id));
  return { ...withTiles(wall, put(tiles, target, channelId)), selected: target };
}

/** Empties a tile. */
export function clear(wall: WallState, tile: number): WallState {
  return withTiles(wall, put(wall.screen.tiles, tile, null));
}

/** Lets two tiles change places; the selection goes with the first. */
export function swap(wall: WallState, from: number, to: number): WallState {
  const { tiles } = wall.screen;
  const swapped = put(put(tiles, to, tiles[from] ?? null), from, tiles[to] ?? null);
  return { ...withTiles(wall, swapped), selected: to };
}

/** The tile that an arrow leads to: by place, or through what is there, round and round, when one is shown. */
export function ahead({ screen, selected }: WallState, arrow: Arrow): number {
  if (screen.layout !== '1') return neighbour(cellsOf(screen.layout), selected, arrow);
  const filled = screen.tiles.flatMap((id, index) => (id || index === selected ? index : []));
  const step = arrow === 'left' || arrow === 'up' ? -1 : 1;
  return filled.at((filled.indexOf(selected) + step) % filled.length) ?? selected;
}

/** Moves the selection by an arrow. */
export function move(wall: WallState, arrow: Arrow): WallState {
  return { ...wall, selected: ahead(wall, arrow) };
}

/** Another layout; what has no room any more is kept for the way back. */
export function lay(wall: WallState, layout: Layout): WallState {
  const screen = { ...wall.screen, layout };
  return { ...wall, screen, selected: seen(screen, wall.selected), maximised: false };
}

/** Puts these channels, and no others, on the wall, in a layout that has room for them. */
export function fill(wall: WallState, channelIds: readonly string[]): WallState {
  const tiles = [...new Set(channelIds)].slice(0, MOST_TILES);
  const { layout } = wall.screen;
  const fits = cellsOf(layout).length >= tiles.length;
  return { ...wall, screen: { layout: fits ? layout : layoutFor(tiles.length), tiles }, selected: 0, maximised: false };
}

function writeScreen(screen: Screen): string {
  const words = trimmed(screen).tiles.map((id) => id ?? '');
  return `layout=${writeLayout(screen.layout)}${words.length ? `&tiles=${words.join(',')}` : ''}`;
}

/** Without empty tiles at the end. */
function trimmed({ layout, tiles }: Screen): Screen {
  const last = tiles.findLastIndex((id) => id !== null);
  return { layout, tiles: tiles.slice(0, last + 1) };
}

function withTiles(wall: WallState, tiles: (string | null)[]): WallState {
  return { ...wall, screen: trimmed({ layout: wall.screen.layout, tiles }) };
}

function put(tiles: readonly (string | null)[], at: number, id: string | null): (string | null)[] {
  const longer = Array.from({ length: Math.max(tiles.length, at + 1) }, (_, index) => tiles[index] ?? null);
  return longer.with(at, id);
}

/** A tile that has a place; with one cell, any tile may be the one that is shown. */
function seen({ layout }: Screen, selected: number): number {
  return layout === '1' || selected < cellsOf(layout).length ? selected : 0;
}

function readTiles(params: URLSearchParams): (string | null)[] {
  const found = new Set<string>();
  const words = (params.get('tiles') ?? '').split(',').slice(0, MOST_TILES);
  const tiles = words.map((word) => {
    const id = readId(word);
    if (id === null || found.has(id)) return null;
    found.add(id);
    return id;
  });
  return trimmed({ layout: '1', tiles }).tiles;
}

function readId(word: string | null): string | null {
  return word !== null && ID.test(word) ? word : null;
}

function readNumber(word: string | null, below: number): number {
  const value = Number(word ?? 0);
  return Number.isInteger(value) && value >= 0 && value < below ? value : 0;
}
