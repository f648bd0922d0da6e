import { newId } from '../../id.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Store } from '../../store/store.ts';
import type { Seat, Sitter } from './seat.ts';

/** The attendance sheet of one meeting. There is none of a private one. */
export class Sheet {
  readonly #store: Store;
  readonly #meeting: Pick<StoredMeeting, 'id' | 'kind'>;
  readonly #written = new WeakMap<Seat, Promise<void>>();

  constructor(store: Store, meeting: Pick<StoredMeeting, 'id' | 'kind'>) {
    this.#store = store;
    this.#meeting = meeting;
  }

  /** Not written, not in. A seat that was kept goes on in the same line. */
  async enter(seat: Seat, { actor: { user }, base }: Sitter, now = Date.now()): Promise<void> {
    if (this.#meeting.kind === 'private') return;
    if (seat.attendanceId === null) {
      const id = newId();
      seat.attendanceId = id;
      const { id: userId, name, unitId } = user;
      const entry = { id, meetingId: this.#meeting.id, userId, name, unitId, isGuest: base === 'guest', at: now };
      this.#written.set(seat, this.#store.attendances.enter(entry));
    }
    await this.#written.get(seat)?.catch((error: unknown) => {
      seat.attendanceId = null;
      throw error;
    });
  }

  /** They did not come in after all: whoever saw no moment of the meeting was not there. */
  async undo(seat: Seat): Promise<void> {
    const id = seat.attendanceId;
    seat.attendanceId = null;
    if (id !== null) await this.#store.attendances.undo(id);
  }

  /** @param at when they were gone, ms since 1970 */
  async leave(seat: Seat, at: number): Promise<void> {
    const id = seat.attendanceId;
    seat.attendanceId = null;
    if (id !== null) await this.#store.attendances.leave(id, at);
  }
}
