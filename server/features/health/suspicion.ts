/** Proofs of this long ago say nothing about now, ms. */
const RECENT = 15_000;
/** So many misses, and this share of the unit's recent proofs, make the unit suspect. */
const FEWEST = 3;
const SHARE = 0.6;
/** A unit is not looked through again within this time, ms. */
const PAUSE = 20_000;

interface Tally {
  misses: number[];
  hits: number[];
}

/**
 * Notices from the first few misses that a whole unit may be cut off, so that the rest of it is looked at at once and not
 * in the course of a minute. It hears only of looks whose turn it was: those of a unit that is looked through say nothing
 * about the units above.
 */
export class Suspicion {
  readonly #tallies = new Map<string, Tally>();
  readonly #sweptAt = new Map<string, number>();

  /** A camera that was there answered. */
  hit(path: readonly string[], now: number): void {
    for (const unitId of path) {
      const tally = this.#tallies.get(unitId);
      // Where nobody has missed lately, there is nothing to weigh against.
      if ((tally?.misses.at(-1) ?? -Infinity) > now - RECENT) tally?.hits.push(now);
      else this.#tallies.delete(unitId);
    }
  }

  /** A camera that was there did not answer. @returns the unit to look through now, or null */
  miss(path: readonly string[], now: number): string | null {
    for (const unitId of path) {
      const tally = this.#tallies.get(unitId) ?? { misses: [], hits: [] };
      this.#tallies.set(unitId, tally);
      tally.misses.push(now);
    }
    for (const unitId of path) if (this.#isSuspect(unitId, now) && this.mayLook(unitId, now)) return unitId;
    return null;
  }

  /** Whether the unit may be looked through now; if so, it counts as done. */
  mayLook(unitId: string, now: number): boolean {
    if (now - (this.#sweptAt.get(unitId) ?? -Infinity) < PAUSE) return false;
    this.#sweptAt.set(unitId, now);
    return true;
  }

  #isSuspect(unitId: string, now: number): boolean {
    const tally = this.#tallies.get(unitId);
    if (tally === undefined) return false;
    const recent = (times: number[]): number[] => times.filter((time) => time > now - RECENT);
    tally.misses = recent(tally.misses);
    tally.hits = recent(tally.hits);
    const { misses, hits } = tally;
    return misses.length >= FEWEST && misses.length >= SHARE * (misses.length + hits.length);
  }
}
