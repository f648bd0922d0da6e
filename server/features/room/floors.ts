import type { Source } from '../../contract/meeting-room.ts';
import { mutedAfterFloor, type Rules } from './rules.ts';
import type { Seat } from './seat.ts';

interface FloorParts {
  rules: () => Rules;
  /** Mutes, or takes that back, on the server. */
  mute: (seat: Seat, source: Source, muted: boolean) => Promise<void>;
  onChange: (seat: Seat) => void;
  onError: (error: unknown) => void;
}

const all: readonly Source[] = ['microphone', 'camera', 'screen', 'screen-sound'];

/** The right to speak: given for a time, and over when it is. */
export class Floors {
  readonly #parts: FloorParts;
  readonly #seats = new Set<Seat>();

  constructor(parts: FloorParts) {
    this.#parts = parts;
  }

  /** Lets somebody speak, and unmutes them; their hand is lowered. Whoever has the floor already gets the new time. */
  async give(seat: Seat, seconds: number, now = Date.now()): Promise<void> {
    const { rules, mute, onChange, onError } = this.#parts;
    clearTimeout(seat.floor?.timer);
    const mutedBefore = seat.floor?.mutedBefore ?? [...seat.muted];
    const timer = setTimeout(() => void this.end(seat).catch(onError), seconds * 1000);
    seat.floor = { until: now + seconds * 1000, timer, mutedBefore };
    seat.handAt = null;
    this.#seats.add(seat);
    onChange(seat);
    // In a lecture each source was muted by the rule alone; elsewhere a picture was by a chair, who knows why.
    for (const source of rules().kind === 'lecture' ? all : (['microphone'] as const)) {
      if (seat.muted.has(source)) await mute(seat, source, false);
    }
  }

  /**
   * Mutes what may not flow without the floor.
   * @param restore also what had been muted before, as after one's turn in a roll call
   */
  async end(seat: Seat, restore = false): Promise<void> {
    const { floor } = seat;
    if (floor === null) return;
    clearTimeout(floor.timer);
    seat.floor = null;
    this.#seats.delete(seat);
    this.#parts.onChange(seat);
    await this.limit(seat, restore ? floor.mutedBefore : []);
  }

  /** Mutes what somebody may not send, who has not the floor, or the chair, any more. @param also muted with it */
  async limit(seat: Seat, also: readonly Source[] = []): Promise<void> {
    if (seat.floor !== null) return;
    const muted = new Set([...mutedAfterFloor(seat.standing, this.#parts.rules()), ...also]);
    await Promise.all([...muted].map((source) => this.#parts.mute(seat, source, true)));
  }

  /** Of everybody but one. */
  async endOthers(than: Seat): Promise<void> {
    await Promise.all([...this.#seats].filter((seat) => seat !== than).map((seat) => this.end(seat)));
  }

  close(): void {
    for (const { floor } of this.#seats) clearTimeout(floor?.timer);
    this.#seats.clear();
  }
}
