import type { Bus } from '../../cluster/ports.ts';
import type { Invitations } from '../../invitations.ts';
import type { Store } from '../../store/store.ts';

/** So long before a planned meeting begins its people are reminded, ms. */
export const REMINDER = 5 * 60_000;
/** The longest sleep, ms: a clock that was set, or a machine that slept, makes the next reminder wrong by no more. */
const LONGEST_SLEEP = 60 * 60_000;

interface ReminderParts {
  store: Store;
  bus: Bus;
  invitations: Pick<Invitations, 'userIds'>;
  onError: (error: unknown) => void;
}

/**
 * Reminds of planned meetings, {@link REMINDER} before each begins. What fell due while the hub was not there, or before the
 * meeting was made, is left out: who is late finds it in the list.
 */
export class Reminders {
  readonly #parts: ReminderParts;
  readonly #unsubscribe: () => void;
  /** All that fell due until then is done, ms since 1970. */
  #doneUntil: number;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: ReminderParts) {
    this.#parts = parts;
    this.#doneUntil = Date.now();
    this.#unsubscribe = parts.bus.subscribe('meeting.changed', () => void this.look());
    void this.look();
  }

  /** Reminds of what is due, and waits for the next. Resolves when that is done. */
  look(): Promise<void> {
    if (!this.#closed) this.#working = this.#working.then(() => this.#look()).catch(this.#parts.onError);
    return this.#working;
  }

  /** Resolves when nothing is under way. Safe to call more than once. */
  close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
    return this.#working;
  }

  async #look(): Promise<void> {
    const now = Date.now();
    const { meetings } = this.#parts.store;
    let next = now + LONGEST_SLEEP;
    try {
      // Due are those whose reminder lies after the last look, and not after this moment.
      const due = await meetings.beginning(this.#doneUntil + REMINDER + 1, now + REMINDER + 1);
      this.#doneUntil = Math.max(this.#doneUntil, now);
      for (const meeting of due) if (meeting.startsAt > now) await this.#remind(meeting);
      const coming = await meetings.beginning(this.#doneUntil + REMINDER + 1, next + REMINDER);
      next = Math.min(next, ...coming.map(({ startsAt }) => startsAt - REMINDER));
    } finally {
      this.#wait(next);
    }
  }

  #wait(until: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.look(), Math.max(until - Date.now(), 1));
    this.#timer.unref();
  }

  async #remind(meeting: Awaited<ReturnType<Store['meetings']['beginning']>>[number]): Promise<void> {
    const { bus, invitations } = this.#parts;
    const { id: meetingId, title, startsAt } = meeting;
    bus.publish('meeting.soon', { userIds: await invitations.userIds(meeting), meetingId, title, startsAt });
  }
}
