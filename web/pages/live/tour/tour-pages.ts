import type { Screen, Tour, Wall } from '../../../../server/contract/wall.ts';
import { cellsOf } from '../layout/layouts.ts';

/** What a tour shows at once. */
export interface TourPage {
  /** Of the tour's cameras or walls: the first that the page accounts for, and the one after its last. */
  start: number;
  end: number;
  screen: Screen;
  /** The saved wall that is shown. */
  wallId: string | null;
  /** Ids of cameras or walls that were left out before it and in it, for nothing would be seen. */
  skipped: readonly string[];
}

/** What a page is made of. */
export interface TourSource {
  content: Tour['content'];
  /** Saved walls; one that is gone is left out. */
  walls: ReadonlyMap<string, Wall>;
  /** Whether the channel is known to show nothing. */
  isDead: (channelId: string) => boolean;
}

/** Cameras or walls of a tour. */
export function countOf(content: Tour['content']): number {
  return content.kind === 'walls' ? content.wallIds.length : content.channelIds.length;
}

/** How many of them a page shows. */
export function perPage(content: Tour['content']): number {
  return content.kind === 'walls' ? 1 : cellsOf(content.layout).length;
}

/** Which page of how many this is, counted from 1; those with dead cameras between are larger. */
export function placeOf(content: Tour['content'], { start }: TourPage): { page: number; pages: number } {
  const size = perPage(content);
  return { page: Math.floor(start / size) + 1, pages: Math.max(1, Math.ceil(countOf(content) / size)) };
}

/** The page after a place, from the beginning again after the end; null where there is nothing to show at all. */
export function pageFrom(source: TourSource, start: number): TourPage | null {
  const from = start >= countOf(source.content) ? 0 : start;
  const page = collect(source, from, 1) ?? collect(source, 0, 1);
  // Where everything is dead, that is what is to be seen.
  return page ?? collect({ ...source, isDead: () => false }, from, 1);
}

/** The page before a place, from the end again before the beginning. */
export function pageBefore(source: TourSource, end: number): TourPage | null {
  const count = countOf(source.content);
  const from = end <= 0 ? count : end;
  const page = collect(source, from - 1, -1) ?? collect(source, count - 1, -1);
  return page ?? collect({ ...source, isDead: () => false }, from - 1, -1);
}

/** Goes through cameras or walls, forwards or backwards, until a page is full; null where nothing is to be seen. */
function collect(source: TourSource, from: number, step: 1 | -1): TourPage | null {
  const { content } = source;
  const count = countOf(content);
  const size = perPage(content);
  const taken: string[] = [];
  const skipped: string[] = [];
  let at = from;
  for (; at >= 0 && at < count && taken.length < size; at += step) {
    const id = content.kind === 'walls' ? content.wallIds[at] : content.channelIds[at];
    if (id === undefined) continue;
    if (isSeen(source, id)) taken.push(id);
    else if (isThere(source, id)) skipped.push(id);
  }
  if (step < 0) {
    taken.reverse();
    skipped.reverse();
  }
  const [first] = taken;
  const screen = first === undefined ? undefined : screenOf(source, first, taken);
  if (!screen) return null;
  const wallId = content.kind === 'walls' ? (first ?? null) : null;
  const [start, end] = step > 0 ? [from, at] : [at + 1, from + 1];
  return { start, end, screen, wallId, skipped };
}

function screenOf({ content, walls }: TourSource, first: string, taken: string[]): Screen | undefined {
  if (content.kind === 'cameras') return { layout: content.layout, tiles: taken };
  return walls.get(first)?.screens[0];
}

/** A wall that was removed is not worth a word. */
function isThere({ content, walls }: TourSource, id: string): boolean {
  return content.kind === 'cameras' || walls.has(id);
}

/** A wall is worth showing as long as one of its cameras may be seen. */
function isSeen({ content, walls, isDead }: TourSource, id: string): boolean {
  if (content.kind === 'cameras') return !isDead(id);
  const tiles = walls.get(id)?.screens[0]?.tiles.filter((channelId) => channelId !== null) ?? [];
  return tiles.some((channelId) => !isDead(channelId));
}
