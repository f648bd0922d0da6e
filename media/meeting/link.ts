import type { Picture, StreamLook } from './look.ts';

/** How well a member hears and is heard, in plain words: voice and picture; a small picture; voice at best. */
export type LinkGrade = 'good' | 'fair' | 'poor';

/** What is known of a link: the worse of both ways. */
export interface LinkLook extends StreamLook {
  picture: Picture;
}

const RANK: Record<LinkGrade, number> = { good: 0, fair: 1, poor: 2 };
/** Looks in a row after which a link is worse, or better: good news can wait. */
const WORSE_AFTER = 2;
const BETTER_AFTER = 3;

/** What one look alone says. From 3 % loss on gaps are heard, from 10 % on words go missing. */
export function gradeOf({ loss, roundTripMs, picture }: LinkLook): LinkGrade {
  if (loss >= 0.1 || roundTripMs >= 1000 || picture === 'none') return 'poor';
  if (loss >= 0.03 || roundTripMs >= 400 || picture === 'small') return 'fair';
  return 'good';
}

/** The grade of one link, which does not change with every look. */
export class Link {
  #grade: LinkGrade = 'good';
  #differing: LinkGrade[] = [];

  /** @returns the new grade where it has changed, else null */
  push(look: LinkLook): LinkGrade | null {
    const seen = gradeOf(look);
    const side = Math.sign(RANK[seen] - RANK[this.#grade]);
    const last = this.#differing.at(-1);
    if (last !== undefined && Math.sign(RANK[last] - RANK[this.#grade]) !== side) this.#differing = [];
    if (side === 0) return null;
    this.#differing.push(seen);
    if (this.#differing.length < (side > 0 ? WORSE_AFTER : BETTER_AFTER)) return null;
    // The mildest of what was seen.
    const ranks = this.#differing.map((grade) => RANK[grade]);
    const rank = side > 0 ? Math.min(...ranks) : Math.max(...ranks);
    this.#grade = (['good', 'fair', 'poor'] as const)[rank] ?? 'poor';
    this.#differing = [];
    return this.#grade;
  }
}
