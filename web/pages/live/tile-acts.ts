/** What can be done with a tile. */
export interface TileActs {
  select: (tile: number) => void;
  /** What is on the wall already changes places with what is on the tile. */
  place: (channelId: string, tile: number) => void;
  clear: (tile: number) => void;
  /** Calls the unit of the camera; the meeting then stands beside the wall. */
  call: (tile: number) => void;
  /** Asks for the leave to look at a channel. */
  choose: (channelId: string) => void;
  toggleSound: (tile: number) => void;
  toggleStats: (tile: number) => void;
  togglePtz: (tile: number) => void;
  /** Between this tile alone and all of them. */
  toggleMaximised: (tile: number) => void;
  /** Saves a picture, with place, time, viewer and purpose burnt in; the wall says how that went. */
  snapshot: (tile: number) => void;
  /** Puts a link to this camera's picture on the clipboard; the wall says how that went. */
  copyLink: (tile: number) => void;
}
