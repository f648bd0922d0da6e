import type { AuditEvent, AuditEvents, Dated } from './audit-events.ts';
import { StoreError } from './store-error.ts';

/** Time between two tries, ms. */
const RETRY = 2000;
/** Lines that are written at once, at most. */
const MOST = 100;

/**
 * Puts on record what has happened already and cannot be refused any more: the end of a watch, an outage. Where that is not
 * possible now, as on a full disk, it is kept with its time and its order, and written as soon as it can be.
 */
export class AuditBacklog {
  readonly #auditEvents: AuditEvents;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: Dated[] = [];
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #stuck = false;
  #closed = false;

  /** @param onError told of what must wait, once until nothing waits any more, and of what could never be written */
  constructor(auditEvents: AuditEvents, onError: (error: unknown) => void) {
    this.#auditEvents = auditEvents;
    this.#onError = onError;
  }

  /** Resolves when it is written, or put aside. Never call it in a transaction. */
  add(event: AuditEvent, at = Date.now()): Promise<void> {
    this.#waiting.push({ event, at });
    // What is stuck is tried again by the timer.
    return this.#stuck ? Promise.resolve() : this.#write();
  }

  /** Tries a last time; what cannot be written then is lost, and told. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#write();
    const lost = this.#waiting.length;
    if (lost > 0) this.#onError(new Error(`${lost} lines of the record could not be written`));
  }

  /** One writer at a time: the order is kept. */
  #write(): Promise<void> {
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#writeAll());
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    let together = MOST;
    while (this.#waiting.length > 0) {
      const some = this.#waiting.slice(0, together);
      try {
        await this.#auditEvents.addAll(some);
        this.#stuck = false;
      } catch (error) {
        if (some.length > 1) {
          // Which one is it?
          together = 1;
          continue;
        }
        if (!this.#stuck) this.#onError(error);
        if (mayPass(error)) {
          this.#stuck = true;
          if (!this.#closed) this.#timer = setTimeout(() => void this.#write(), RETRY);
          return;
        }
      }
      this.#waiting.splice(0, some.length);
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof StoreError && (error.problem === 'full' || error.problem === 'unavailable');
}
