import type { RoomLayout, RoomState } from '../../../server/contract/meeting-room.ts';
import { stateOf } from './voices.ts';

/** One picture of the room: somebody's camera or screen, or a camera of the county. */
export interface Pane {
  /** Unique in the room. */
  key: string;
  kind: 'person' | 'screen' | 'camera';
  /** Of the participant, or of the camera. */
  id: string;
}

/** Who is shown where. */
export interface Arrangement {
  /** Shown large; null: all are of one size. */
  large: Pane | null;
  small: Pane[];
  /** Columns of the grid, or of the square that the large one takes with the small ones right and below. */
  columns: number;
  /** Of `small`: which page this is, and how many there are. */
  page: number;
  pages: number;
}

export interface ArrangeOptions {
  layout: RoomLayout;
  /** In the order in which they are to be shown. */
  panes: readonly Pane[];
  /** Whom to show large; null: the first. */
  large: string | null;
  page: number;
  /** On one page of the grid at most. */
  most: number;
  /** Width of the stage by its height. */
  aspect: number;
}

/** Most on a page of the grid. */
export const MOST_TILES = 25;
/** The large one takes so many columns less one; small ones stand right and below. */
const WIDEST = 6;

/** All pictures of a room: screens and cameras of the county first, then people as they came. */
export function panesOf({ participants, cameras }: Pick<RoomState, 'participants' | 'cameras'>): Pane[] {
  const screens = participants.filter((one) => one.present && stateOf(one, 'screen') !== null);
  return [
    ...screens.map(({ id }): Pane => ({ key: `screen:${id}`, kind: 'screen', id })),
    ...cameras.map(({ id }): Pane => ({ key: `camera:${id}`, kind: 'camera', id })),
    ...participants.map(({ id }): Pane => ({ key: `person:${id}`, kind: 'person', id })),
  ];
}

/** What decides who is shown large; the first that names somebody wins. */
export interface Large {
  room: Pick<RoomState, 'settings' | 'rollCall' | 'participants'>;
  panes: readonly Pane[];
  /** Chosen by this user. */
  pinned: string | null;
  /** Who speaks, steadily. */
  speaker: string | null;
  me: string | null;
  /** ms since 1970 by the hub's clock, so that all see the same in a cycle. */
  now: number;
}

/** Key of the pane to show large; null: there is nobody. */
export function chooseLarge({ room, panes, pinned, speaker, me, now }: Large): string | null {
  const { settings, rollCall } = room;
  const of = (id: string | null | undefined): string | undefined =>
    id
      ? (panes.find((pane) => pane.id === id && pane.kind !== 'screen') ?? panes.find((pane) => pane.id === id))?.key
      : undefined;
  const others = panes.filter((pane) => pane.kind !== 'person' || pane.id !== me);
  const called = rollCall?.at === null ? undefined : rollCall?.entries[rollCall.at]?.participantId;
  const turn = settings.cycle === null ? -1 : Math.floor(now / (settings.cycle * 1000)) % Math.max(1, others.length);
  return (
    of(settings.spotlight) ??
    of(called) ??
    others[turn]?.key ??
    panes.find(({ key }) => key === pinned)?.key ??
    panes.find(({ kind }) => kind === 'screen')?.key ??
    of(speaker) ??
    others[0]?.key ??
    panes[0]?.key ??
    null
  );
}

/** Places the panes of a layout. */
export function arrange({ layout, panes, large, page, most, aspect }: ArrangeOptions): Arrangement {
  const chosen = panes.find(({ key }) => key === large) ?? panes[0] ?? null;
  const rest = panes.filter((pane) => pane !== chosen);
  if (layout === 'speaker') return { large: chosen, small: rest, columns: 1, page: 0, pages: 1 };
  if (layout === 'one-and-many') {
    const fitting = Math.ceil((rest.length + 1) / 2);
    const columns = Math.min(WIDEST, Math.max(3, fitting));
    return { large: chosen, ...cut(rest, 2 * columns - 1, page), columns };
  }
  const shown = cut(panes, Math.min(most, MOST_TILES), page);
  return { large: null, ...shown, columns: columnsFor(shown.small.length, aspect) };
}

/** So many columns make the tiles (16:9) largest on a stage of this shape. */
export function columnsFor(count: number, aspect: number): number {
  let best = { columns: 1, width: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(aspect / columns, 16 / 9 / rows);
    // Of two that are as large: beside each other rather than below.
    if (width > best.width - 1e-9) best = { columns, width };
  }
  return best.columns;
}

function cut(panes: readonly Pane[], most: number, page: number): Pick<Arrangement, 'small' | 'page' | 'pages'> {
  const pages = Math.max(1, Math.ceil(panes.length / most));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { small: panes.slice(at * most, (at + 1) * most), page: at, pages };
}

/**
 * People in the order of the tree of units, a site's screen before those beside it; what is no person comes after them.
 * @param orderOf place of a unit in the tree, from 0
 */
export function bySites(
  panes: readonly Pane[],
  participants: RoomState['participants'],
  orderOf: (unitId: string) => number,
): Pane[] {
  const known = new Map(participants.map((one) => [one.id, one]));
  const rank = (pane: Pane): [number, number] => {
    const one = pane.kind === 'person' ? known.get(pane.id) : undefined;
    return one ? [orderOf(one.unitId), one.standing === 'venue' ? 0 : 1] : [Infinity, 0];
  };
  return [...panes].sort((a, b) => {
    const [[unitA, placeA], [unitB, placeB]] = [rank(a), rank(b)];
    return unitA === unitB ? placeA - placeB : unitA - unitB;
  });
}
