import {
  PROTOCOL_VERSION,
  type NotificationData,
  type NotificationName,
  type RequestData,
  type RequestName,
  type RequestReply,
} from '../../server/contract/ws.ts';
import { HubError } from '../api/hub-error.ts';
import { backoff } from './backoff.ts';
import { Emitter } from './emitter.ts';
import { readEnvelope } from './envelope.ts';

/** `open` only after the hub's hello; `lost` until it is open again; `old` when the page must be reloaded. */
export type SocketState = 'connecting' | 'open' | 'lost' | 'old' | 'closed';

type Notifications = { [N in NotificationName]: [NotificationData<N>] };
type SocketEvents = Notifications & { state: [SocketState] };

interface Pending {
  resolve: (data: unknown) => void;
  reject: (error: HubError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** No answer within this time: the request failed. A camera that is slow to start answers at once, with its state. */
const REQUEST_MS = 15_000;
/** Between the socket's opening and the hello. */
const HELLO_MS = 5_000;
/** Short: after a restart of the hub a wall is back within five seconds, and nobody hears the calls until then. */
const RECONNECT = { first: 300, most: 1_500 };

/** The page's one WebSocket: requests with answers, notifications, and coming back by itself. */
export class HubSocket extends Emitter<SocketEvents> {
  readonly #url: string;
  readonly #pending = new Map<number, Pending>();
  #socket: WebSocket | null = null;
  #state: SocketState = 'closed';
  #nextId = 1;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param url `ws:` or `wss:` */
  constructor(url: string) {
    super();
    this.#url = url;
  }

  get state(): SocketState {
    return this.#state;
  }

  /**
   * Asks the hub.
   * @throws HubError: the hub's refusal, `local.offline` when not connected, `local.timeout`
   */
  request<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestReply<N>> {
    const socket = this.#socket;
    if (!socket || this.#state !== 'open') return Promise.reject(HubError.local('local.offline'));
    const id = this.#nextId++;
    return new Promise<RequestReply<N>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(HubError.local('local.timeout'));
      }, REQUEST_MS);
      // The version in the hello promises that the answer is what the contract says.
      this.#pending.set(id, { resolve: (reply) => resolve(reply as RequestReply<N>), reject, timer });
      socket.send(JSON.stringify({ id, request: name, data }));
    });
  }

  /** Drops the connection and makes a new one: the hub then forgets every transport of the old one. */
  restart(): void {
    if (this.#state === 'open') this.#lose();
  }

  /** Connects, and keeps connected until `close()`; `state` tells when the hub has said hello. */
  open(): void {
    if (this.#state !== 'closed') return;
    this.#connect();
  }

  /** May be opened again. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#end('closed');
  }

  /** Tries again now if the connection is lost: there is reason to hope. */
  hurry(): void {
    if (this.#state !== 'lost') return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect(): void {
    // A lost connection is called lost until it is back, not connecting at each attempt.
    if (this.#state === 'closed') this.#become('connecting');
    this.#socket?.close();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lose(), HELLO_MS);
    // Events of a socket that was given up must not touch its successor.
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === 'string') this.#receive(data);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lose();
    };
  }

  #receive(text: string): void {
    const envelope = readEnvelope(text);
    if (!envelope) return;
    if (envelope.kind === 'notification') {
      if (envelope.name === 'hello') this.#greet(envelope.data as NotificationData<'hello'>);
      else if (this.#state === 'open')
        this.emit(envelope.name, ...([envelope.data] as Notifications[NotificationName]));
      return;
    }
    const pending = this.#pending.get(envelope.id);
    if (!pending) return;
    this.#pending.delete(envelope.id);
    clearTimeout(pending.timer);
    if (envelope.kind === 'reply') pending.resolve(envelope.data);
    else pending.reject(envelope.error);
  }

  #greet(hello: NotificationData<'hello'>): void {
    clearTimeout(this.#timer);
    if (hello.protocolVersion !== PROTOCOL_VERSION) {
      this.#end('old');
      return;
    }
    this.#attempt = 0;
    // Listeners of `hello` prepare (the device is loaded) before those of `state` begin to ask.
    this.emit('hello', hello);
    this.#become('open');
  }

  #lose(): void {
    this.#drop();
    this.#become('lost');
    this.#timer = setTimeout(() => this.#connect(), backoff(this.#attempt++, RECONNECT));
  }

  #end(state: 'old' | 'closed'): void {
    this.#drop();
    this.#become(state);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject, timer } of waiting) {
      clearTimeout(timer);
      reject(HubError.local('local.offline'));
    }
  }

  #become(state: SocketState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit('state', state);
  }
}
