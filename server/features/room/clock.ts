/** So long before the end pages are told once more when it is, ms. */
const SOON = 5 * 60_000;
/** The longest time that a timer is set to, ms. */
const LONGEST_WAIT = 24 * 3_600_000;

interface ClockParts {
  onSoon: (meetingId: string) => void;
  onEnd: (meetingId: string) => void;
}

/** Rings when meetings reach their end, and a while before. */
export class Clock {
  readonly #parts: ClockParts;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(parts: ClockParts) {
    this.#parts = parts;
  }

  /** Also after its end has changed. @param endsAt ms since 1970 */
  watch({ id, endsAt }: { id: string; endsAt: number }, now = Date.now()): void {
    this.forget(id);
    const isSoon = endsAt - SOON <= now;
    const wait = Math.max((isSoon ? endsAt : endsAt - SOON) - now, 0);
    const ring = (): void => {
      if (wait > LONGEST_WAIT || !isSoon) {
        if (wait <= LONGEST_WAIT) this.#parts.onSoon(id);
        this.watch({ id, endsAt });
        return;
      }
      this.#timers.delete(id);
      this.#parts.onEnd(id);
    };
    this.#timers.set(id, setTimeout(ring, Math.min(wait, LONGEST_WAIT)));
  }

  forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  close(): void {
    for (const id of [...this.#timers.keys()]) this.forget(id);
  }
}
