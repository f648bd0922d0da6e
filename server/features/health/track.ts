import type { Cause } from '../../contract/camera.ts';

/** How many results in a row it takes to overturn a verdict: one alone may be chance. */
const NEEDED = 2;

/** What one kind of proof says of a camera, slow to change its mind. */
export interface Track {
  readonly verdict: 'good' | 'bad' | null;
  /** Of a bad verdict. */
  readonly cause: Cause | null;
  /** Results in a row that contradict the verdict. */
  readonly against: number;
}

export const NO_TRACK: Track = { verdict: null, cause: null, against: 0 };

/**
 * Hears one more result.
 * @param cause null: a good one
 * @param sure a bad one that was confirmed already, or that a repetition would only make worse (a refused login)
 */
export function hear(track: Track, cause: Cause | null, sure = false): Track {
  const result = cause === null ? 'good' : 'bad';
  if (track.verdict === result) return { verdict: result, cause, against: 0 };
  // Of a camera that nothing is known of, the first good result is believed.
  const needed = sure || (track.verdict === null && result === 'good') ? 1 : NEEDED;
  if (track.against + 1 >= needed) return { verdict: result, cause, against: 0 };
  return { ...track, against: track.against + 1 };
}
