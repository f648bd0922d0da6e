import type { Pace } from './pace.ts';
import type { Watched } from './roll.ts';
import { isDoubtful, type Proof, type Standing } from './standing.ts';

/** Pause after the first bad picture proof; it doubles up to the usual time between two, ms. */
const FIRST_PAUSE = 60_000;
/** Longest time between two refused logins, ms: cameras lock a user out after a handful. A new password is tried at once. */
const REFUSED_PAUSE = 60 * 60_000;
/** A camera of a unit that is looked through is spared if it was looked at so shortly before, ms. */
const FRESH = 5000;

/** Whose turn it is, and when the next is: spread over the cycle, and never too many at once. */
export class Turns {
  readonly #pace: Pace;
  readonly #random: () => number;
  #checks = 0;
  #sessions = 0;
  /** Sessions that may begin now; it fills at `looksPerSecond`. */
  #tokens: number;
  #filledAt: number | null = null;

  constructor(pace: Pace, random: () => number = Math.random) {
    this.#pace = pace;
    this.#random = random;
    this.#tokens = pace.looksPerSecond;
  }

  /** All cameras at the start: none of them marches in step with another. */
  spread(all: readonly Watched[], now: number): void {
    const { checkMs, pictureMs, looksPerSecond } = this.#pace;
    // Few cameras need not wait for a quarter of an hour.
    const window = Math.min(pictureMs, (2000 * all.length) / looksPerSecond);
    for (const watched of all) {
      watched.checkAt = now + this.#random() * Math.min(checkMs, 50 * all.length);
      const { pictureAt } = watched.standing;
      const overdue = now + this.#random() * window;
      watched.pictureAt = pictureAt === null ? overdue : Math.max(overdue, pictureAt + this.#about(pictureMs));
    }
  }

  /** One that is new: soon, but after what is begun. */
  welcome(watched: Watched, now: number): void {
    watched.checkAt = now;
    watched.pictureAt = now + this.#pace.confirmMs;
  }

  /** Those whose turn it is now, the longest waiting first; no more than may be begun. */
  due(all: Iterable<Watched>, now: number): { checks: Watched[]; looks: Watched[] } {
    this.#fill(now);
    const checks: Watched[] = [];
    const looks: Watched[] = [];
    for (const watched of all) {
      if (watched.checkAt <= now && !watched.checking) checks.push(watched);
      const isGone = watched.standing.reach.verdict === 'bad';
      if (watched.pictureAt <= now && !watched.looking && !isGone) looks.push(watched);
    }
    const mayBegin = Math.min(this.#pace.looks - this.#sessions, Math.floor(this.#tokens));
    return {
      checks: first(checks, this.#pace.checks - this.#checks, ({ checkAt }) => checkAt),
      looks: first(looks, mayBegin, ({ pictureAt }) => pictureAt),
    };
  }

  beginCheck(watched: Watched): void {
    watched.checking = true;
    this.#checks++;
  }

  endCheck(watched: Watched, now: number): void {
    watched.checking = false;
    this.#checks--;
    // Whatever became of it: never at once again.
    watched.checkAt = now + this.#about(this.#pace.checkMs);
  }

  beginLook(watched: Watched): void {
    watched.looking = true;
    this.#sessions++;
    this.#tokens--;
  }

  /** The device is free again; its picture is still to be judged. */
  endSession(): void {
    this.#sessions--;
  }

  endLook(watched: Watched, now: number): void {
    watched.looking = false;
    if (watched.pictureAt <= now) this.putOff(watched, now);
  }

  /** Plans the next turn, from what the last one found. */
  plan(watched: Watched, before: Standing, { kind, at, cause }: Proof): void {
    const { confirmMs, confirmPictureMs, checkMs, pictureMs } = this.#pace;
    const { standing } = watched;
    // What has come back proves its picture as soon as the budget lets it.
    if (before.reach.verdict === 'bad' && standing.reach.verdict === 'good') watched.pictureAt = at;
    if (kind === 'answer') {
      watched.swept = false;
      watched.checkAt = at + (isDoubtful(standing, kind) ? confirmMs : this.#about(checkMs));
      return;
    }
    watched.failures = cause === null ? 0 : watched.failures + 1;
    const doubling = 2 ** (watched.failures - 1);
    if (isDoubtful(standing, kind)) watched.pictureAt = at + confirmPictureMs;
    else if (cause === null) watched.pictureAt = at + this.#about(pictureMs);
    else if (cause === 'credentials') watched.pictureAt = at + Math.min(pictureMs * doubling, REFUSED_PAUSE);
    // One that hangs costs the most: it is left alone for longer and longer.
    else watched.pictureAt = at + Math.min(FIRST_PAUSE * doubling, this.#about(pictureMs));
  }

  /** Its device was busy. */
  putOff(watched: Watched, now: number): void {
    watched.pictureAt = now + this.#pace.confirmPictureMs;
  }

  /** After so long, ms, to see whether anything moves. */
  lookAgain(watched: Watched, now: number, after: number): void {
    watched.pictureAt = now + after;
  }

  /** At once, because of what others of its unit do. */
  sweep(watched: Watched, now: number): void {
    const isFresh = now - (watched.standing.checkedAt ?? 0) < FRESH;
    if (isFresh || watched.checking || isDoubtful(watched.standing, 'answer')) return;
    watched.swept = true;
    watched.checkAt = now;
  }

  #about(ms: number): number {
    return ms * (1 - this.#random() * this.#pace.jitter);
  }

  #fill(now: number): void {
    const { looksPerSecond } = this.#pace;
    const passed = now - (this.#filledAt ?? now);
    this.#filledAt = now;
    this.#tokens = Math.min(looksPerSecond, this.#tokens + (Math.max(0, passed) * looksPerSecond) / 1000);
  }
}

function first(waiting: Watched[], count: number, dueAt: (watched: Watched) => number): Watched[] {
  if (count <= 0) return [];
  return waiting.length <= count ? waiting : waiting.sort((a, b) => dueAt(a) - dueAt(b)).slice(0, count);
}
