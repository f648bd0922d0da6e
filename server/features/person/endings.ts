import type { Bus } from '../../cluster/ports.ts';
import type { Store } from '../../store/store.ts';

/** How often it is looked at, ms: pages and pictures of an ended role must be gone within 2 s. */
const INTERVAL = 1000;

/** Accounts and roles that end by time, told as if somebody had ended them. */
export class Endings {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #timer: NodeJS.Timeout;
  #seenUntil = Date.now();
  #round: Promise<void> | undefined;

  constructor({ store, bus, onError }: { store: Store; bus: Bus; onError: (error: unknown) => void }) {
    this.#store = store;
    this.#bus = bus;
    this.#timer = setInterval(() => {
      this.look().catch(onError);
    }, INTERVAL);
    this.#timer.unref();
  }

  /** Tells what has ended since the last time. One round at a time: the next one sees what this one could not. */
  async look(now = Date.now()): Promise<void> {
    if (this.#round !== undefined) return this.#round;
    this.#round = this.#look(now);
    try {
      await this.#round;
    } finally {
      this.#round = undefined;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(now: number): Promise<void> {
    for (const userId of await this.#store.users.endedBetween(this.#seenUntil, now)) {
      if ((await this.#store.users.find(userId, now)) === null) {
        const ended = await this.#store.sessions.removeOf(userId);
        for (const sessionId of ended) this.#bus.publish('session.ended', { sessionId });
      }
      this.#bus.publish('user.changed', { userId });
    }
    this.#seenUntil = now;
  }
}
