/** What is known of a receiver's link. */
export interface Capacity {
  /** Estimated, bit/s; undefined: the receiver tells nothing to estimate it by. */
  available: number | undefined;
  /** Share of voice, or picture where there is no voice, that is lost, 0 to 1. */
  loss: number;
  roundTripMs: number;
}

/** A picture that has one size only, and so is all or nothing. */
export interface Single {
  id: string;
  /** bit/s. */
  bitrate: number;
}

/** What voices need, bit/s. */
const VOICES = 60_000;
/** Below this share of what is needed a link is too narrow, and not only estimated with care. */
const ENOUGH = 0.7;
/** A link that is overrun loses, or queues for long. */
const LOSS = 0.05;
const ROUND_TRIP_MS = 500;
/** A picture is tried again after so long, ms; each time in vain twice as long. */
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 120_000;
/** What is held again so soon, ms, was tried in vain. */
const TRIAL_MS = 20_000;

/**
 * Voice first: mediasoup fits pictures of several layers to a link, but sends a screen or a camera of one layer however
 * narrow it is, and drowns the voices. This holds such a picture back, the largest first, and tries it again later.
 */
export class Restraint {
  readonly #held: string[] = [];
  #until = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #triedAt = -Infinity;

  get held(): readonly string[] {
    return this.#held;
  }

  /**
   * What is to be done now, one at a time.
   * @param flowing the single pictures that are sent
   * @param now ms of a clock that never goes back
   */
  decide(capacity: Capacity, flowing: readonly Single[], now: number): { act: 'hold' | 'release'; id: string } | null {
    if (isOverrun(capacity, flowing)) {
      const [largest] = flowing.toSorted((a, b) => b.bitrate - a.bitrate);
      if (largest === undefined) return null;
      const isVain = now - this.#triedAt < TRIAL_MS;
      this.#pauseMs = isVain ? Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
      this.#until = now + this.#pauseMs;
      this.#held.push(largest.id);
      return { act: 'hold', id: largest.id };
    }
    if (now < this.#until) return null;
    const id = this.#held.pop();
    if (id === undefined) return null;
    this.#triedAt = now;
    this.#until = now + FIRST_PAUSE_MS;
    return { act: 'release', id };
  }

  /** A picture is gone. */
  forget(id: string): void {
    const at = this.#held.indexOf(id);
    if (at >= 0) this.#held.splice(at, 1);
  }
}

function isOverrun({ available, loss, roundTripMs }: Capacity, flowing: readonly Single[]): boolean {
  if (available === undefined || flowing.length === 0) return false;
  const needed = flowing.reduce((sum, { bitrate }) => sum + bitrate, VOICES);
  return available < ENOUGH * needed && (loss >= LOSS || roundTripMs >= ROUND_TRIP_MS);
}
