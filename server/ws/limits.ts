/** What one page may ask of its socket. All far above what a wall of 16 tiles needs. */
export const limits = {
  /** Largest message, bytes. */
  message: 64 * 1024,
  /** Messages per second, and how many may come at once after a silence. */
  perSecond: 50,
  burst: 200,
  /** Requests that have no answer yet. */
  unanswered: 64,
  /** What may wait to be sent, bytes: a page that reads slower than that is dropped, for it is out of date anyway. */
  buffered: 1024 * 1024,
  /** Time between two pings, ms; a page that has not answered one when the next is due is gone. */
  heartbeat: 15_000,
  /** Open pages per session, per user, and in all. */
  perSession: 32,
  perUser: 64,
  total: 2000,
  /** Pages that ask to be let in, per minute and network address: an office that comes back at once, and no flood. */
  upgradesPerMinute: 600,
} as const;

/** Why the server closed a socket; 4000-4999 are for applications (RFC 6455, 7.4.2). */
export const closeCodes = {
  /** The hub stops: come back in a moment. */
  stopping: 1001,
  /** The session has ended: sign in. */
  signedOut: 4401,
  /** What the user may do has changed: come back, and be told. */
  rights: 4403,
  /** No pong: the page or the network is gone. */
  silent: 4408,
  /** More messages per second than allowed. */
  flood: 4429,
  /** Reads too slowly. */
  slow: 4413,
} as const;

/** A bucket of `burst` drops that fills at `perSecond`: each message takes one. */
export class MessageRate {
  readonly #perSecond: number;
  readonly #burst: number;
  #drops: number;
  #at: number;

  constructor(now: number, { perSecond, burst }: { perSecond: number; burst: number } = limits) {
    this.#at = now;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#drops = burst;
  }

  /** @returns whether one more is allowed now */
  take(now: number): boolean {
    this.#drops = Math.min(this.#burst, this.#drops + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#drops < 1) return false;
    this.#drops--;
    return true;
  }
}
