import type { Verdict } from './credentials.ts';
import type { Counters, Faults } from './faults.ts';

/** How long a device that has locked itself lets nobody in. */
const LOCK_MS = 300_000;

/** Who may in, over ONVIF and RTSP together: counts the tries, and locks the device after too many wrong ones in a row. */
export class Admission {
  readonly #counters: Counters;
  readonly #faults: () => Faults;
  readonly #lockAfter: number | null;
  #wrongInARow = 0;
  #lockedUntil = 0;

  /** @param lockAfter wrong logins in a row, unless the fault of that name says otherwise; null: never */
  constructor(counters: Counters, faults: () => Faults, lockAfter: number | null) {
    this.#counters = counters;
    this.#faults = faults;
    this.#lockAfter = lockAfter;
  }

  get locked(): boolean {
    return Date.now() < this.#lockedUntil;
  }

  /** As after a reboot. */
  unlock(): void {
    this.#wrongInARow = 0;
    this.#lockedUntil = 0;
  }

  /** Whether a request with these credentials is let in. */
  admits(verdict: Verdict): boolean {
    const good = verdict === 'good' && !this.#faults().wrongPassword;
    if (good && !this.locked) {
      this.#counters.logins++;
      this.#wrongInARow = 0;
      return true;
    }
    this.#counters.refusedLogins++;
    if (verdict !== 'none' && !good) this.#noteWrong();
    return false;
  }

  #noteWrong(): void {
    this.#counters.wrongLogins++;
    this.#wrongInARow++;
    const limit = this.#faults().lockAfter ?? this.#lockAfter;
    if (limit === null || this.#wrongInARow < limit || this.locked) return;
    this.#counters.locks++;
    this.#wrongInARow = 0;
    this.#lockedUntil = Date.now() + LOCK_MS;
  }
}
