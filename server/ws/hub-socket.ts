import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { ErrorBody } from '../contract/error.ts';
import type { NotificationData, NotificationName } from '../contract/ws.ts';
import { newId } from '../id.ts';
import type { SignedIn } from '../permissions.ts';
import { closeCodes, limits, MessageRate } from './limits.ts';

interface HubSocketEvents {
  /** One message, as text; within the limits. */
  message: [string];
  close: [];
}

/** How long a closed page may take to say goodbye, ms. */
const GOODBYE = 1000;

/** One open page of a signed-in user. */
export class HubSocket extends EventEmitter<HubSocketEvents> {
  readonly id = newId();
  readonly actor: SignedIn;
  /** Hash of the session's id, as in the table. */
  readonly sessionId: string;
  readonly #socket: WebSocket;
  readonly #rate = new MessageRate(performance.now());
  #unanswered = 0;
  #alive = true;
  #closed = false;
  #goodbye: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, actor: SignedIn, sessionId: string) {
    super();
    this.#socket = socket;
    this.actor = actor;
    this.sessionId = sessionId;
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('pong', () => void (this.#alive = true));
    // ws closes the socket after each of its errors (a frame too large, bad UTF-8); there is nothing more to do.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#onClose());
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether one more request may be begun; every begun one ends in {@link answer} or {@link fail}. */
  begin(): boolean {
    if (this.#unanswered >= limits.unanswered) return false;
    this.#unanswered++;
    return true;
  }

  answer(id: number, data: unknown): void {
    this.#unanswered--;
    this.#send({ id, ok: true, data });
  }

  fail(id: number, error: ErrorBody): void {
    this.#unanswered--;
    this.#send({ id, ok: false, error });
  }

  /** A request that was not begun is told why. */
  refuse(id: number | null, error: ErrorBody): void {
    this.#send({ id, ok: false, error });
  }

  notify<N extends NotificationName>(notification: N, data: NotificationData<N>): void {
    this.#send({ notification, data });
  }

  /** Called every {@link limits.heartbeat}: closes a page that has not answered the last one. */
  heartbeat(): void {
    if (this.#alive) {
      this.#alive = false;
      this.#socket.ping();
    } else {
      this.close(closeCodes.silent, 'no pong');
    }
  }

  /** Safe to call more than once. A page that does not say goodbye in time is cut off. */
  close(code: number, reason: string): void {
    if (this.#goodbye !== undefined || this.#closed) return;
    this.#socket.close(code, reason);
    this.#goodbye = setTimeout(() => this.#socket.terminate(), GOODBYE);
  }

  #send(message: object): void {
    // A late answer to a page that has left is nobody's.
    if (this.#closed || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > limits.buffered) this.close(closeCodes.slow, 'reads too slowly');
    else this.#socket.send(JSON.stringify(message));
  }

  #onMessage(data: WebSocket.RawData, isBinary: boolean): void {
    if (this.#goodbye !== undefined) return;
    if (!this.#rate.take(performance.now())) {
      this.close(closeCodes.flood, 'too many messages');
      return;
    }
    // ws gives text as one Buffer unless told otherwise; a binary message is none of ours, and refused as malformed.
    this.emit('message', isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8'));
  }

  #onClose(): void {
    this.#closed = true;
    clearTimeout(this.#goodbye);
    this.emit('close');
    this.removeAllListeners();
  }
}
