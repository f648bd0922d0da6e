import type { Load } from './capacity.ts';
import type { Counters } from './stats.ts';

/** A picture, in the browser's figures. */
export interface Counted {
  trackId: string;
  /** Frames that the screen left out, since it began. */
  missed: number;
  /** By `performance.now()`; null: it is paused. */
  flowsSince: number | null;
}

interface Sum extends Counters {
  missed: number;
}

/** A newcomer gets many frames at once and leaves most of them out: that says nothing. */
const SETTLE_MS = 3_000;

/**
 * Share of frames that the screen may leave out and say nothing by it: of two that come between two of its own pictures it
 * draws one, and the processor may be idle.
 */
const COINCIDENCE = 0.05;

/** How much of what comes is drawn, from reading to reading. */
export class LoadMeter {
  #before = new Map<string, Sum>();

  /** Of all pictures that have come to rest, and lost nothing on their way, since the reading before. */
  read(shown: readonly Counted[], counters: ReadonlyMap<string, Counters>, now: number): Load {
    const load = { frames: 0, dropped: 0, leftOut: 0 };
    let late = 0;
    const present = new Map<string, Sum>();
    for (const { trackId, missed, flowsSince } of shown) {
      const counter = counters.get(trackId);
      if (!counter || flowsSince === null || now - flowsSince < SETTLE_MS) continue;
      const sum = { ...counter, missed };
      present.set(trackId, sum);
      const before = this.#before.get(trackId);
      // What the line loses says nothing of this computer, and fewer pictures would not bring it back.
      if (before?.missing !== sum.missing) continue;
      load.frames += Math.max(0, sum.received - before.received);
      load.dropped += Math.max(0, sum.dropped - before.dropped);
      late += Math.max(0, sum.missed - before.missed);
    }
    this.#before = present;
    load.leftOut = load.dropped + late;
    load.dropped += Math.max(0, late - load.frames * COINCIDENCE);
    return load;
  }
}
