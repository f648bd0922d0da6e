import type { Ticket } from '../../contract/grant.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave, Rights } from '../../rights.ts';
import type { Tickets } from '../../tickets.ts';
import { Leaves } from './leaves.ts';
import type { WatchRecord, Wish } from './record.ts';

/** The longest time that a timer can be set to, and longer than any session, ms. */
const LONGEST_WAIT = 24 * 3_600_000;

/** From a grant to a ticket to a picture: each step is judged by the rights of that moment, and a refusal is on record. */
export class Permit {
  readonly #leaves: Leaves;
  readonly #tickets: Tickets;
  readonly #record: WatchRecord;

  constructor(rights: Rights, tickets: Tickets, record: WatchRecord) {
    this.#leaves = new Leaves(rights, record, 'camera.watch');
    this.#tickets = tickets;
    this.#record = record;
  }

  /** @throws HubError as {@link Rights.watch} */
  async issue(actor: SignedIn, { channelId, grantId }: Wish): Promise<Ticket> {
    await this.#leaves.ask(actor, { channelId, grantId });
    return this.#tickets.issue({ userId: actor.user.id, channelId, grantId });
  }

  /** Uses the ticket up, and judges anew. @throws HubError `ticket.invalid`; as {@link Rights.watch} */
  async redeem(actor: SignedIn, ticket: string): Promise<Leave> {
    try {
      return await this.#leaves.ask(actor, this.#tickets.redeem(ticket, actor.user.id));
    } catch (error) {
      if (error instanceof HubError && error.code === 'ticket.invalid') {
        await this.#record.refused(actor, error.code, null);
      }
      throw error;
    }
  }

  /** Whether what was permitted still is. Nothing is recorded: the end of the watch is. @throws as {@link Rights.watch} */
  again(actor: SignedIn, wish: Wish): Promise<Leave> {
    return this.#leaves.again(actor, wish);
  }
}

/** Calls when the leave has to be asked for anew. */
export function alarm({ until }: Leave, ring: () => void): NodeJS.Timeout {
  return setTimeout(ring, Math.min(Math.max(until - Date.now(), 0), LONGEST_WAIT)).unref();
}
