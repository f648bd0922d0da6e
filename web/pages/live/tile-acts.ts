/** What can be done with a tile. */
export interface TileActs {
  select: (tile: number) => void;
  place: (channelId: string, tile: number) => void;
  clear: (tile: number) => void;
  /** Asks for the leave to look at a channel. */
  choose: (channelId: string) => void;
  toggleSound: (tile: number) => void;
  toggleStats: (tile: number) => void;
  togglePtz: (tile: number) => void;
  /** Between this tile alone and all of them. */
  toggleMaximised: (tile: number) => void;
}
