import type { Called, RingState } from '../../contract/meeting.ts';

/** How long a screen that answers by itself rings on after the moment at which it should have, ms. */
export const ANSWER_MARGIN = 5000;

/** One whom a call is for. */
export interface Callee {
  userId: string;
  name: string;
  unitId: string;
  /** Of a screen whose site lets it answer by itself: after so long, ms; null: somebody must. */
  answersAfter: number | null;
}

/** How it stands with one whom a call rings. Knows no clock and no page. */
export class Ring {
  readonly callee: Callee;
  state: RingState = 'away';
  /** Why they declined. */
  reason = '';
  /** When a screen answers by itself, ms since 1970; null: somebody must. */
  answersAt: number | null = null;
  /** It rings until then at the latest, ms since 1970. */
  until: number;

  /** @param until ms since 1970 */
  constructor(callee: Callee, until: number) {
    this.callee = callee;
    this.until = until;
  }

  /** Whether an answer is waited for: it rings, or would if a page were open. */
  get pending(): boolean {
    return this.state === 'ringing' || this.state === 'away';
  }

  /**
   * A page of theirs is open. A countdown is seen from its beginning to its end: it begins with the first page, and the call
   * rings for as long as it takes.
   */
  show(now: number): void {
    if (this.state === 'away') this.state = 'ringing';
    const { answersAfter } = this.callee;
    if (answersAfter === null || (this.answersAt !== null && this.answersAt > now)) return;
    this.answersAt = now + answersAfter;
    this.until = Math.max(this.until, this.answersAt + ANSWER_MARGIN);
  }

  /** Also of one that has rung out: whoever declines late has declined. */
  answer(accepted: boolean, reason: string): void {
    this.state = accepted ? 'accepted' : 'declined';
    this.reason = accepted ? '' : reason;
  }

  /** Nobody answered. */
  expire(): void {
    if (this.state === 'ringing') this.state = 'missed';
  }

  toCalled(): Called['called'][number] {
    const { userId, name, unitId } = this.callee;
    return { userId, name, unitId, state: this.state, reason: this.reason };
  }
}
