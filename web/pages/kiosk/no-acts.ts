import type { TileActs } from '../live/tile-acts.ts';

const nothing = (): void => undefined;

/** A screen in a room has nobody to act on it. */
export const noActs: TileActs = {
  select: nothing,
  place: nothing,
  clear: nothing,
  call: nothing,
  choose: nothing,
  toggleSound: nothing,
  toggleStats: nothing,
  togglePtz: nothing,
  toggleMaximised: nothing,
  snapshot: nothing,
  copyLink: nothing,
};
