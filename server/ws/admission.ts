import { networkOf } from '../network.ts';
import { closeCodes, limits } from './limits.ts';

/**
 * A page on its way in, from before its session is read until it is there: it holds its place, and hears of everything
 * that ends it meanwhile.
 */
export class Admission {
  #holds: { sessionId: string; userId: string } | null = null;
  readonly #ended = new Set<string>();

  /** A session has ended, or what a user may do has changed. */
  hear(id: string): void {
    this.#ended.add(id);
  }

  hold(sessionId: string, userId: string): void {
    this.#holds = { sessionId, userId };
  }

  get sessionId(): string | null {
    return this.#holds?.sessionId ?? null;
  }

  get userId(): string | null {
    return this.#holds?.userId ?? null;
  }

  /** Why the page must not stay; null: it may. */
  get closeCode(): number | null {
    if (this.#holds === null || this.#ended.has(this.#holds.sessionId)) return closeCodes.signedOut;
    return this.#ended.has(this.#holds.userId) ? closeCodes.rights : null;
  }
}

const MINUTE = 60_000;
/** Addresses that are counted at the same time; of more, those that came first are forgotten. */
const ADDRESSES = 50_000;

/** Upgrades per minute and network address: each costs a look into the database, whoever asks. */
export class UpgradeRate {
  readonly #counts = new Map<string, { since: number; count: number }>();

  /** @returns whether one more is allowed now */
  take(address: string, now: number): boolean {
    const network = networkOf(address);
    const known = this.#counts.get(network);
    if (known !== undefined && now - known.since < MINUTE) return ++known.count <= limits.upgradesPerMinute;
    this.#counts.delete(network);
    this.#counts.set(network, { since: now, count: 1 });
    const [oldest] = this.#counts.size > ADDRESSES ? this.#counts.keys() : [];
    if (oldest !== undefined) this.#counts.delete(oldest);
    return true;
  }
}
