import type { PtzLimits, PtzPosition } from '../../contract/ptz.ts';

/** A way or a speed; only the signs count here. */
export interface Direction {
  pan: number;
  tilt: number;
  zoom: number;
}

/** What a device is wrong by when it says where it stands. */
const SLACK = 0.005;

/** Whether the camera may stand there. */
export function allows(limits: PtzLimits, { pan, tilt, zoom }: PtzPosition): boolean {
  if (limits === null) return true;
  return (
    isBetween(pan, limits.panMin, limits.panMax) &&
    isBetween(tilt, limits.tiltMin, limits.tiltMax) &&
    zoom <= limits.zoomMax + SLACK
  );
}

/** Whether it stands at a limit, or beyond, and would go further out. */
export function leaves(limits: PtzLimits, at: PtzPosition, { pan, tilt, zoom }: Direction): boolean {
  if (limits === null) return false;
  return (
    (pan < 0 && at.pan <= limits.panMin) ||
    (pan > 0 && at.pan >= limits.panMax) ||
    (tilt < 0 && at.tilt <= limits.tiltMin) ||
    (tilt > 0 && at.tilt >= limits.tiltMax) ||
    (zoom > 0 && at.zoom >= limits.zoomMax)
  );
}

/** The nearest place that is allowed. */
export function clamp(limits: PtzLimits, { pan, tilt, zoom }: PtzPosition): PtzPosition {
  if (limits === null) return { pan, tilt, zoom };
  return {
    pan: Math.min(Math.max(pan, limits.panMin), limits.panMax),
    tilt: Math.min(Math.max(tilt, limits.tiltMin), limits.tiltMax),
    zoom: Math.min(zoom, limits.zoomMax),
  };
}

/** Where a step from here ends: a step of 1 is the half of what there is. */
export function after({ pan, tilt, zoom }: PtzPosition, step: Direction): PtzPosition {
  const within = (value: number, min: number): number => Math.min(Math.max(value, min), 1);
  return { pan: within(pan + step.pan, -1), tilt: within(tilt + step.tilt, -1), zoom: within(zoom + step.zoom, 0) };
}

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min - SLACK && value <= max + SLACK;
}
