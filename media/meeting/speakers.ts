interface Voice {
  /** When it began to be loud without a gap. */
  since: number;
  last: number;
  /** When it was last loud after having been so for {@link RISE_MS}: it speaks. */
  spoke: number;
}

/** A voice moves up after having been loud for so long, ms: a cough is shorter. */
const RISE_MS = 450;
/** Longer gaps, ms, break a voice off. */
const GAP_MS = 400;
/** Who was heard so lately, ms, goes on speaking: breath, and thought. */
const PAUSE_MS = 1500;

/**
 * Who spoke last, first. The first keeps its place while it goes on speaking; a newcomer stands behind it, and those
 * already speaking do not change places. Whoever is heard for a moment comes to the end of the list, moving nobody.
 */
export class Speakers {
  readonly #most: number;
  readonly #voices = new Map<string, Voice>();
  #order: string[] = [];

  /** @param most longest list */
  constructor(most: number) {
    this.#most = most;
  }

  get order(): readonly string[] {
    return this.#order;
  }

  /**
   * Some are loud now, the loudest first.
   * @param now ms of a clock that never goes back
   * @returns whether the order has changed
   */
  hear(ids: readonly string[], now: number): boolean {
    const before = this.#order;
    for (const id of ids) this.#hearOne(id, now);
    const [first] = this.#order;
    if (first !== undefined && !this.#speaks(first, now)) {
      const next = this.#order.find((id) => this.#speaks(id, now));
      if (next !== undefined) this.#order = [next, ...this.#order.filter((id) => id !== next)];
    }
    return before.join() !== this.#order.join();
  }

  /** Somebody is gone. @returns whether the order has changed */
  leave(id: string): boolean {
    this.#voices.delete(id);
    if (!this.#order.includes(id)) return false;
    this.#order = this.#order.filter((other) => other !== id);
    return true;
  }

  #hearOne(id: string, now: number): void {
    const voice = this.#voices.get(id) ?? { since: now, last: now, spoke: -Infinity };
    this.#voices.set(id, voice);
    if (now - voice.last > GAP_MS) voice.since = now;
    const spoke = this.#speaks(id, now);
    voice.last = now;
    const rises = now - voice.since >= RISE_MS;
    if (rises || spoke) voice.spoke = now;
    if (rises && !spoke) this.#rise(id, now);
    else if (!this.#order.includes(id)) this.#append(id, now);
  }

  #rise(id: string, now: number): void {
    const others = this.#order.filter((other) => other !== id);
    const [first] = this.#order;
    const at = first !== undefined && first !== id && this.#speaks(first, now) ? 1 : 0;
    this.#order = others.toSpliced(first === id ? 0 : at, 0, id).slice(0, this.#most);
  }

  /** Heard for a moment: where the list is full, in the place of the last one who does not speak. */
  #append(id: string, now: number): void {
    if (this.#order.length < this.#most) {
      this.#order = [...this.#order, id];
      return;
    }
    const silent = this.#order.findLastIndex((other) => !this.#speaks(other, now));
    if (silent > 0) this.#order = [...this.#order.toSpliced(silent, 1), id];
  }

  #speaks(id: string, now: number): boolean {
    return now - (this.#voices.get(id)?.spoke ?? -Infinity) <= PAUSE_MS;
  }
}
