import { useState } from 'react';
import { areaBetween, type Area } from './area.ts';
import type { MapSize, MapView, WorldPoint } from './projection.ts';

/** Less is a slip of the hand, px. */
const LEAST = 6;

/** Px of the box. */
interface Drawn {
  from: WorldPoint;
  to: WorldPoint;
}

/** A rectangle that is drawn with the pointer; `box` is what to show of it meanwhile. */
export function useAreaDrag(view: MapView, size: MapSize, drawn: (area: Area) => void) {
  const [drag, setDrag] = useState<Drawn | null>(null);
  return {
    drawing: drag !== null,
    begin: (at: WorldPoint): void => setDrag({ from: at, to: at }),
    move: (at: WorldPoint): void => setDrag((before) => before && { ...before, to: at }),
    end: (kept: boolean): void => {
      setDrag(null);
      if (!drag || !kept) return;
      const { from, to } = drag;
      if (Math.abs(to.x - from.x) < LEAST || Math.abs(to.y - from.y) < LEAST) return;
      drawn(areaBetween(from, to, view, size));
    },
    box: drag && {
      left: Math.min(drag.from.x, drag.to.x),
      top: Math.min(drag.from.y, drag.to.y),
      width: Math.abs(drag.to.x - drag.from.x),
      height: Math.abs(drag.to.y - drag.from.y),
    },
  };
}
