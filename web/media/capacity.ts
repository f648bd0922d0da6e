import type { Pace } from '../../server/contract/watch.ts';

/** Frames of one second, of all pictures that have come to rest: received, and of those not drawn. */
export interface Load {
  frames: number;
  /** Those that say something of the computer. */
  dropped: number;
  /** All of them, by whatever cause. */
  leftOut: number;
}

/** What is known of how much this computer can draw. */
export interface Capacity {
  /** Most pictures at full rate; null: no limit is known. */
  limit: number | null;
  /** Seconds in a row in which too much was dropped, and those in which nearly nothing was. */
  bad: number;
  calm: number;
  /** Calm seconds before one more is tried. */
  need: number;
  /** Seconds that the last one tried is still on trial. */
  trial: number;
}

/** Share of dropped frames above which it is too much, and below which it is calm. */
export const TOO_MUCH = 0.02;
export const CALM = 0.005;
/** Seconds in a row of too much before the first picture slows down; then one in each further second. */
export const PATIENCE = 3;
/** Calm seconds before one more picture is tried; twice as many after each failure, up to the most. */
export const NEED = 10;
export const MOST_NEED = 320;
/** As long as that, one that was tried can fail, s. */
export const TRIAL = 15;
/** Fewer frames say nothing; one picture at full rate has more. */
const ENOUGH = 8;

/** Of all frames of these seconds, those not drawn; 0: no more than a share that nobody sees. Whole percent. */
export function leftOutPercent(seconds: readonly Load[]): number {
  const sum = (key: 'frames' | 'leftOut'): number => seconds.reduce((total, load) => total + load[key], 0);
  const share = sum('leftOut') / Math.max(ENOUGH, sum('frames'));
  return share > TOO_MUCH ? Math.round(share * 100) : 0;
}

export const UNLIMITED: Capacity = { limit: null, bad: 0, calm: 0, need: NEED, trial: 0 };

/**
 * One second later.
 * @param full how many pictures are at full rate
 * @param all how many there are
 */
export function judge(
  before: Capacity,
  { frames, dropped }: Pick<Load, 'frames' | 'dropped'>,
  full: number,
  all: number,
): Capacity {
  if (frames < ENOUGH) return { ...before, bad: 0 };
  const share = dropped / frames;
  const trial = Math.max(0, before.trial - 1);
  if (share > TOO_MUCH) return burdened(before, full);
  // The one that was tried has stood its trial.
  const need = before.trial === 1 ? NEED : before.need;
  if (before.limit === null) return { ...before, bad: 0, need, trial };
  const calm = share <= CALM ? before.calm + 1 : 0;
  if (calm < need) return { ...before, bad: 0, calm, need, trial };
  const limit = before.limit + 1;
  return { limit: limit >= all ? null : limit, bad: 0, calm: 0, need, trial: TRIAL };
}

function burdened(before: Capacity, full: number): Capacity {
  const bad = before.bad + 1;
  if (bad < PATIENCE) return { ...before, bad, calm: 0, trial: Math.max(0, before.trial - 1) };
  const failed = before.trial > 0;
  return {
    // The one that is looked at is never slowed down.
    limit: Math.max(1, Math.min(full, before.limit ?? full) - 1),
    bad: PATIENCE - 1,
    calm: 0,
    need: failed ? Math.min(MOST_NEED, before.need * 2) : before.need,
    trial: 0,
  };
}

/** A picture that can be slowed down. */
export interface Candidate {
  selected: boolean;
  /** Of its tile, px². */
  area: number;
  /** From the selected tile, px. */
  distance: number;
  pace: Pace;
}

/** Tiles within so much of each other are of one size. */
const SAME_SIZE = 1.1;

/** Positive where `b` matters more: the selected one, then the larger, then the nearer to the selected one. */
export function compare(a: Candidate, b: Candidate): number {
  if (a.selected !== b.selected) return a.selected ? -1 : 1;
  const [less, more] = a.area < b.area ? [a.area, b.area] : [b.area, a.area];
  if (more > less * SAME_SIZE) return b.area - a.area;
  return a.distance - b.distance;
}

/**
 * Which pictures change their pace, so that no more than the limit run at full rate; as few as possible change, and the
 * selected one is never slow.
 */
export function changes<C extends Candidate>(candidates: readonly C[], limit: number | null): Map<C, Pace> {
  const changed = new Map<C, Pace>();
  const byRank = [...candidates].sort(compare);
  const isFull = (one: C): boolean => (changed.get(one) ?? one.pace) === 'full';
  for (const one of byRank) if (one.selected && !isFull(one)) changed.set(one, 'full');
  const most = limit ?? candidates.length;
  const count = (): number => byRank.filter(isFull).length;
  for (const one of [...byRank].reverse()) {
    if (count() > most && isFull(one) && !one.selected) changed.set(one, 'keyframes');
  }
  for (const one of byRank) if (count() < most && !isFull(one)) changed.set(one, 'full');
  return changed;
}
