import type { Held } from '../../media/ptz-hand.ts';

/** A way to turn: -1, 0 or 1 each. */
export interface Way {
  pan: number;
  tilt: number;
  zoom: number;
}

export const WAYS = {
  left: { pan: -1, tilt: 0, zoom: 0 },
  right: { pan: 1, tilt: 0, zoom: 0 },
  up: { pan: 0, tilt: 1, zoom: 0 },
  down: { pan: 0, tilt: -1, zoom: 0 },
  upLeft: { pan: -1, tilt: 1, zoom: 0 },
  upRight: { pan: 1, tilt: 1, zoom: 0 },
  downLeft: { pan: -1, tilt: -1, zoom: 0 },
  downRight: { pan: 1, tilt: -1, zoom: 0 },
  zoomIn: { pan: 0, tilt: 0, zoom: 1 },
  zoomOut: { pan: 0, tilt: 0, zoom: -1 },
} as const satisfies Record<string, Way>;
export type WayName = keyof typeof WAYS;

const keys: Readonly<Record<string, WayName>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
};

/** What a key that is held down does; null: nothing. */
export function wayOf(key: string): WayName | null {
  return keys[key] ?? null;
}

/** @param speed 0..1 */
export function moveOf(name: WayName, speed: number): Held {
  const { pan, tilt, zoom } = WAYS[name];
  return { kind: 'move', pan: pan * speed, tilt: tilt * speed, zoom: zoom * speed };
}
