import type { RequestReply } from '../../server/contract/ws.ts';
import type { HubSocket } from './socket.ts';

type Ticket = RequestReply<'ticket.issue'>;

/** How long one that was asked for ahead is used, ms: far below a ticket's life, and longer than a page takes to draw. */
const AHEAD = 5_000;

interface Ahead {
  asked: Promise<Ticket>;
  /** `performance.now()` */
  at: number;
}

/** Keys to pictures. One can be asked for as soon as a channel is chosen, so that it comes while its tile is drawn. */
export class Tickets {
  readonly #socket: HubSocket;
  readonly #ahead = new Map<string, Ahead>();

  constructor(socket: HubSocket) {
    this.#socket = socket;
    // A hub that was started again knows none of them.
    socket.on('state', () => this.#ahead.clear());
  }

  /** Asks now for what will be taken in a moment. A refusal is told to whoever takes it. */
  askAhead(channelId: string, grantId: string): void {
    const asked = this.#ask(channelId, grantId);
    asked.catch(() => undefined);
    this.#ahead.set(`${channelId} ${grantId}`, { asked, at: performance.now() });
  }

  /** Good once. @throws HubError */
  take(channelId: string, grantId: string): Promise<Ticket> {
    const key = `${channelId} ${grantId}`;
    const ahead = this.#ahead.get(key);
    this.#ahead.delete(key);
    if (ahead && performance.now() - ahead.at < AHEAD) return ahead.asked;
    return this.#ask(channelId, grantId);
  }

  #ask(channelId: string, grantId: string): Promise<Ticket> {
    return this.#socket.request('ticket.issue', { channelId, grantId });
  }
}
