/** Somebody new must have spoken last for so long, and who is shown has been for so long, before it changes; ms. */
const SPEAKS_MS = 800;
const SHOWN_MS = 2_500;

/** Who is shown as the speaker, and who may be next. */
export interface SteadySpeaker {
  shown: string | null;
  shownAt: number;
  next: string | null;
  nextAt: number;
}

export const noSpeaker: SteadySpeaker = { shown: null, shownAt: 0, next: null, nextAt: 0 };

/**
 * Follows who speaks without flicker: a cough changes nothing.
 * @param speakers who may be shown, who spoke last first
 * @param now ms; of any clock that does not go back
 * @returns the state, and in how many ms to ask again though nobody else has spoken; null: not before
 */
export function followSpeaker(
  before: SteadySpeaker,
  speakers: readonly string[],
  isThere: (id: string) => boolean,
  now: number,
): { state: SteadySpeaker; again: number | null } {
  const there = speakers.filter(isThere);
  const first = there[0] ?? null;
  if (before.shown === null || !isThere(before.shown)) {
    return { state: { shown: first, shownAt: now, next: null, nextAt: 0 }, again: null };
  }
  if (first === null || first === before.shown) return { state: { ...before, next: null }, again: null };
  const nextAt = before.next === first ? before.nextAt : now;
  const due = Math.max(nextAt + SPEAKS_MS, before.shownAt + SHOWN_MS);
  if (now >= due) return { state: { shown: first, shownAt: now, next: null, nextAt: 0 }, again: null };
  return { state: { ...before, next: first, nextAt }, again: due - now };
}

/** Keeps the one who is shown as the speaker, as {@link followSpeaker} says. */
export class SpeakerFollower {
  readonly #changed: () => void;
  #state = noSpeaker;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param changed another one is shown, though nobody else has spoken */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get shown(): string | null {
    return this.#state.shown;
  }

  /** @param there ids of those who can be shown */
  follow(speakers: readonly string[], there: ReadonlySet<string>): void {
    clearTimeout(this.#timer);
    const { state, again } = followSpeaker(this.#state, speakers, (id) => there.has(id), performance.now());
    this.#state = state;
    if (again === null) return;
    this.#timer = setTimeout(() => {
      this.follow(speakers, there);
      this.#changed();
    }, again);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#state = noSpeaker;
  }
}
