import type { RollCall } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import type { Floors } from './floors.ts';
import { answerer, RollCallRun, type RollEntry } from './roll-call.ts';
import type { Seat } from './seat.ts';

/** Longest time for one to answer, s. */
const ANSWER = 600;

interface RollCallParts {
  seats: () => readonly Seat[];
  floors: Floors;
  /** Shows somebody large to all; null: nobody. */
  spotlight: (participantId: string | null) => void;
  onChange: () => void;
}

/** The roll call of a room: whoever is called is shown large and unmuted, and is as before when it has gone on. */
export class RollCalls {
  readonly #parts: RollCallParts;
  #run: RollCallRun | null = null;
  #called: Seat | null = null;

  constructor(parts: RollCallParts) {
    this.#parts = parts;
  }

  /** Null: there is none, or it is over. */
  get run(): RollCallRun | null {
    return this.#run;
  }

  get told(): RollCall | null {
    return this.#run?.told(this.#parts.seats()) ?? null;
  }

  async begin(entries: RollEntry[]): Promise<void> {
    await this.#release();
    this.#run = new RollCallRun(entries);
    await this.call();
  }

  /**
   * Marks the one that is called, and calls the next.
   * @returns whether all have been called
   * @throws HubError `room.roll-call`, `room.roll-passed`
   */
  async mark(at: number, mark: 'present' | 'absent'): Promise<boolean> {
    const { run } = this;
    if (run === null) throw new HubError('room.roll-call');
    run.mark(at, mark, this.#parts.seats());
    await this.#release();
    await this.call();
    return run.current === null;
  }

  /** Lets whoever answers for the one that is called speak; also somebody who comes in late. */
  async call(): Promise<void> {
    this.#parts.onChange();
    const current = this.#run?.current ?? null;
    if (current === null) return;
    const seat = answerer(this.#parts.seats(), current) ?? null;
    if (seat === this.#called) return;
    await this.#release();
    this.#called = seat;
    this.#parts.spotlight(seat?.id ?? null);
    if (seat !== null) await this.#parts.floors.give(seat, ANSWER);
  }

  /** It is over, and told no more. */
  async end(): Promise<void> {
    this.#run = null;
    this.#parts.onChange();
    await this.#release();
  }

  async #release(): Promise<void> {
    const called = this.#called;
    this.#called = null;
    if (called === null) return;
    this.#parts.spotlight(null);
    await this.#parts.floors.end(called, true);
  }
}
