import type { StoredMeeting } from '../../store/meetings.ts';
import type { News } from './news.ts';
import { isChair } from './rules.ts';
import { type Seat, successor } from './seat.ts';

/** Who has the chair of a room: its owner first; others by handing over, or where nobody is left who could act. */
export class Chair {
  readonly #ownerId: string;
  readonly #unitId: string;
  readonly #news: News;
  #userId: string;
  /** The chair has been here; before that, nobody takes it. */
  #hasBegun = false;
  /** It came to somebody because nobody else was left: the owner has it again on coming back. */
  #isStandIn = false;

  constructor({ ownerId, unitId }: Pick<StoredMeeting, 'ownerId' | 'unitId'>, news: News) {
    this.#ownerId = ownerId;
    this.#unitId = unitId;
    this.#news = news;
    this.#userId = ownerId;
  }

  /** Id of the user. */
  get userId(): string {
    return this.#userId;
  }

  /** Whether the chair is in the room and connected; while not, co-chairs act in full. */
  isHere(inside: readonly Seat[]): boolean {
    return inside.some(({ present, user }) => present && user.id === this.#userId);
  }

  /** Somebody has come in, or back. */
  arrived(seat: Seat, inside: readonly Seat[]): void {
    const isOwner = seat.user.id === this.#ownerId;
    if (seat.user.id === this.#userId) {
      this.#hasBegun = true;
      this.#change(seat, 'chair');
    } else if (isOwner && this.#isStandIn) {
      this.give(seat, inside, 'co-chair');
    } else if (seat.role === 'chair') {
      // It went to somebody else while they were out.
      this.#change(seat, null);
    }
    this.left(inside);
  }

  /** Somebody has left for good: where nobody can act any more, the first of the holding unit takes the chair. */
  left(inside: readonly Seat[]): void {
    if (!this.#hasBegun || inside.some(({ standing }) => isChair(standing))) return;
    const next = successor(inside, this.#unitId);
    if (next === undefined) return;
    this.give(next, inside);
    this.#isStandIn = next.user.id !== this.#ownerId;
  }

  /** Hands it over. @param then what the one before is from now on */
  give(seat: Seat, inside: readonly Seat[], then: 'co-chair' | null = null): void {
    for (const other of inside) if (other.role === 'chair' && other !== seat) this.#change(other, then);
    this.#userId = seat.user.id;
    this.#isStandIn = false;
    this.#change(seat, 'chair');
  }

  /** Makes a co-chair, or takes that back. */
  assist(seat: Seat, on: boolean): void {
    this.#change(seat, on ? 'co-chair' : null);
  }

  #change(seat: Seat, role: Seat['role']): void {
    if (seat.role === role) return;
    seat.role = role;
    this.#news.changed(seat.id);
    // Only chairs know who waits.
    if (role === null) seat.connection?.socket.notify('room.waiting', { waiting: [] });
    else this.#news.of('waiting');
  }
}
