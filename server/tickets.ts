import { randomBytes } from 'node:crypto';
import { TICKET_LIFE, type Ticket } from './contract/grant.ts';
import { HubError } from './errors.ts';
import { sha256 } from './keys.ts';

/** Unused tickets of one user, at most: a wall of 64 tiles that is opened a few times over. The oldest give way. */
const MOST = 256;

/** What a ticket says: who may open which channel, by which grant and so for which purpose. */
export interface TicketFacts {
  userId: string;
  channelId: string;
  grantId: string;
}

interface Kept extends TicketFacts {
  expiresAt: number;
}

/**
 * Keys to one picture each: good once, for {@link TICKET_LIFE}, for one user, channel and purpose. Only in memory, and
 * only as hashes; whoever redeems one must ask again whether the grant still holds.
 */
export class Tickets {
  readonly #ofUser = new Map<string, Map<string, Kept>>();
  #sweptAt = 0;

  issue(facts: TicketFacts, now = Date.now()): Ticket {
    this.#sweep(now);
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = now + TICKET_LIFE;
    const kept = this.#ofUser.get(facts.userId) ?? new Map<string, Kept>();
    this.#ofUser.set(facts.userId, kept);
    kept.set(sha256(ticket), { ...facts, expiresAt });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return { ticket, expiresAt };
  }

  /** Uses it up. @throws HubError `ticket.invalid` if it is wrong, used, too old or somebody else's */
  redeem(ticket: string, userId: string, now = Date.now()): TicketFacts {
    const own = this.#ofUser.get(userId);
    const hash = sha256(ticket);
    const found = own?.get(hash);
    own?.delete(hash);
    if (found === undefined || found.expiresAt <= now) throw new HubError('ticket.invalid');
    return { userId, channelId: found.channelId, grantId: found.grantId };
  }

  /** Now and then: those that nobody came for. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < TICKET_LIFE) return;
    this.#sweptAt = now;
    for (const [userId, kept] of this.#ofUser) {
      for (const [hash, { expiresAt }] of kept) if (expiresAt <= now) kept.delete(hash);
      if (kept.size === 0) this.#ofUser.delete(userId);
    }
  }
}
