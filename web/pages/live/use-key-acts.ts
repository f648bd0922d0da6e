import type { WallAct } from './keys.ts';
import type { TileActs } from './tile-acts.ts';
import type { UsedWall } from './use-wall.ts';
import { useWallKeys } from './use-wall-keys.ts';
import { ahead, move, swap } from './wall.ts';

export interface KeyActs {
  used: UsedWall;
  acts: TileActs;
  /** Something lies above the wall and has the keys. */
  covered: boolean;
  digit: (digit: string) => void;
  focusSelected: () => void;
  fullScreen: (what: 'tile' | 'wall') => void;
  search: () => void;
  list: () => void;
  layouts: () => void;
  walls: () => void;
  window: () => void;
  help: () => void;
}

/** All of the wall by keyboard. */
export function useKeyActs({ used, acts, covered, ...doing }: KeyActs): void {
  const { change, current } = used;
  const act = (key: WallAct): void => {
    // A quick hand's Delete must not empty the tile that was selected before.
    const { selected, maximised } = current();
    if (key.act === 'move' || key.act === 'swap') {
      const { arrow } = key;
      change((wall) => (key.act === 'move' ? move(wall, arrow) : swap(wall, selected, ahead(wall, arrow))));
      doing.focusSelected();
    } else if (key.act === 'digit') doing.digit(key.digit);
    else if (key.act === 'back') {
      const inside = document.activeElement?.closest('[data-tile]');
      if (inside && maximised) acts.toggleMaximised(selected);
      doing.focusSelected();
    } else if (key.act === 'maximise') {
      acts.toggleMaximised(selected);
      doing.focusSelected();
    } else tileOrWall[key.act](selected);
  };
  const tileOrWall = {
    clear: acts.clear,
    sound: acts.toggleSound,
    stats: acts.toggleStats,
    ptz: acts.togglePtz,
    snapshot: acts.snapshot,
    link: acts.copyLink,
    fullscreen: () => doing.fullScreen('tile'),
    fullwall: () => doing.fullScreen('wall'),
    search: doing.search,
    list: doing.list,
    layouts: doing.layouts,
    walls: doing.walls,
    window: doing.window,
    help: doing.help,
  };
  useWallKeys(act, !covered);
}
