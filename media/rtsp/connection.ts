import { connect, type Socket } from 'node:net';
import { MediaError } from '../error.ts';
import { RtspReader, type RtspReply } from './reader.ts';

/** Time for the TCP connection alone, and for each answer, ms. */
const CONNECT_MS = 3000;
const ANSWER_MS = 5000;

interface Waiting {
  resolve: (reply: RtspReply) => void;
  reject: (error: unknown) => void;
}

/**
 * One RTSP connection: requests one after the other, packets in between. `signal` ends it at any time; a TimeoutError as
 * its reason is a deadline and becomes a MediaError, any other reason is thrown as it is.
 */
export class RtspConnection {
  /** Packets that came interleaved; set it before they are asked for. A packet is a view of the read buffer. */
  onPacket: (channel: number, packet: Buffer) => void = () => undefined;
  /** Told once, where the other side ends the connection, or talks nonsense. */
  onEnd: (error: MediaError) => void = () => undefined;
  readonly #socket: Socket;
  readonly #signal: AbortSignal;
  readonly #reader: RtspReader;
  readonly #closed: Promise<void>;
  #sequence = 0;
  #waiting: Waiting | null = null;
  #ended: MediaError | null = null;

  /** @throws MediaError `tcp` (refused), `address` (nobody there) */
  static async open(host: string, port: number, signal: AbortSignal): Promise<RtspConnection> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => reject(new MediaError('address', 'no connection')), CONNECT_MS);
    const onAbort = (): void => reject(ofAbort(signal, 'address'));
    signal.addEventListener('abort', onAbort, { once: true });
    const onError = (error: Error): void => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
      // Reset: somebody is there, who lets nobody in.
      reject(new MediaError(code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'tcp' : 'address', code));
    };
    socket.once('connect', () => resolve(undefined));
    socket.on('error', onError);
    try {
      await promise;
      socket.off('error', onError);
      return new RtspConnection(socket, signal);
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
    this.#reader = new RtspReader({
      onReply: (reply) => this.#onReply(reply),
      onPacket: (channel, packet) => this.onPacket(channel, packet),
    });
    this.#closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (chunk: Buffer) => {
      if (!this.#reader.push(chunk)) this.#end(new MediaError('rtsp', 'the answer is no RTSP'));
    });
    socket.on('error', () => this.#end(new MediaError('rtsp', 'the connection was broken off')));
    socket.on('close', () => this.#end(new MediaError('rtsp', 'the connection was closed')));
  }

  /** The address that the connection really leads to. */
  get remoteAddress(): string {
    return this.#socket.remoteAddress ?? '';
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? '';
  }

  /**
   * Sends a request and waits for its answer, whatever its status.
   * @throws MediaError `timeout`, `rtsp`; or the reason of `signal`
   */
  async request(method: string, uri: string, headers: Record<string, string>, ms = ANSWER_MS): Promise<RtspReply> {
    this.#signal.throwIfAborted();
    if (this.#ended !== null) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<RtspReply>();
    this.#waiting = { resolve, reject };
    const timer = setTimeout(() => reject(new MediaError('timeout', `no answer to ${method}`)), ms);
    const onAbort = (): void => reject(ofAbort(this.#signal, 'timeout'));
    this.#signal.addEventListener('abort', onAbort, { once: true });
    this.#send(method, uri, headers);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', onAbort);
      this.#waiting = null;
    }
  }

  /** Sends a last request, and resolves when the connection is closed: by the device, or after `graceMs`. */
  async close(farewell: { uri: string; headers: Record<string, string> } | null, graceMs: number): Promise<void> {
    this.onPacket = () => undefined;
    this.onEnd = () => undefined;
    if (farewell === null || this.#ended !== null) this.#socket.destroy();
    else {
      // Answered or not: it is the end of the connection, which the device may close first.
      this.#waiting = { resolve: () => this.#socket.destroy(), reject: () => undefined };
      this.#send('TEARDOWN', farewell.uri, farewell.headers);
    }
    const timer = setTimeout(() => this.#socket.destroy(), graceMs);
    await this.#closed;
    clearTimeout(timer);
  }

  #send(method: string, uri: string, headers: Record<string, string>): void {
    const fields = { CSeq: String(++this.#sequence), 'User-Agent': 'qinling-hub', ...headers };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`${method} ${uri} RTSP/1.0\r\n${lines.join('')}\r\n`, 'latin1');
  }

  /** A late answer to an earlier request is told by its number, where the device sends numbers at all. */
  #onReply(reply: RtspReply): void {
    const number = reply.headers.get('cseq')?.[0];
    if (number !== undefined && number !== String(this.#sequence)) return;
    this.#waiting?.resolve(reply);
  }

  #end(error: MediaError): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    this.#waiting?.reject(error);
    this.#socket.destroy();
    this.onEnd(error);
  }
}

/** Why an aborted signal ends a step: its own reason, or `cause` where it is a deadline. */
export function ofAbort(signal: AbortSignal, cause: 'address' | 'timeout' | 'no-packets' | 'no-keyframe'): unknown {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === 'TimeoutError' ? new MediaError(cause, 'out of time') : reason;
}
