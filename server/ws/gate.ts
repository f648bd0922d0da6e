import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { User } from '../contract/session.ts';
import { toHubError } from '../error-mapping.ts';
import { HubError } from '../errors.ts';
import { COOKIE } from '../http/security.ts';
import { newId } from '../id.ts';
import { sha256 } from '../keys.ts';
import type { SignedIn } from '../permissions.ts';
import { type Admission, UpgradeRate } from './admission.ts';
import { HubSocket } from './hub-socket.ts';
import { limits } from './limits.ts';
import type { Sockets } from './sockets.ts';

/** Where pages connect. */
export const WS_PATH = '/ws';

interface GateParts {
  sockets: Sockets;
  userOf: (sessionId: string) => Promise<User | null>;
  /** Gets the greeting of a page ready, before it is let in; the answer greets it. */
  prepare: (actor: SignedIn) => Promise<(socket: HubSocket) => void>;
}

interface Admitted {
  actor: SignedIn;
  sessionId: string;
  greet: (socket: HubSocket) => void;
}

/**
 * Decides who gets a WebSocket, before there is one: no flood, same origin, a live session, room left. All others get an
 * HTTP answer with the reason, and their connection is closed.
 */
export class Gate {
  readonly #app: FastifyInstance;
  readonly #parts: GateParts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false });
  readonly #rate = new UpgradeRate();
  #closed = false;

  constructor(app: FastifyInstance, parts: GateParts) {
    this.#app = app;
    this.#parts = parts;
    app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Between here and the upgrade nobody else listens; a connection that breaks off is no event.
      const ignore = (): void => undefined;
      socket.on('error', ignore);
      const admission = this.#parts.sockets.expect();
      this.#admit(request, admission).then(
        ({ actor, sessionId, greet }) => {
          socket.off('error', ignore);
          this.#server.handleUpgrade(request, socket, head, (webSocket) => {
            const opened = new HubSocket(webSocket, actor, sessionId);
            if (this.#parts.sockets.add(opened, admission)) greet(opened);
          });
          // One that broke off, or spoke no WebSocket, was not added.
          this.#parts.sockets.forget(admission);
        },
        (error: unknown) => {
          this.#parts.sockets.forget(admission);
          this.#refuse(socket, error);
        },
      );
    });
  }

  /** No more pages are let in; those that are in stay. */
  close(): void {
    this.#closed = true;
    this.#server.close();
  }

  async #admit(request: IncomingMessage, admission: Admission): Promise<Admitted> {
    const address = request.socket.remoteAddress ?? '';
    if (!this.#rate.take(address, performance.now())) throw new HubError('request.too-many');
    if (this.#closed) throw new HubError('server.closing');
    if (request.url?.split('?', 1)[0] !== WS_PATH) throw new HubError('request.unknown');
    if (!isSameOrigin(request)) throw new HubError('session.origin');
    const sessionId = await this.#sessionOf(request);
    const user = sessionId === null ? null : await this.#parts.userOf(sessionId);
    if (sessionId === null || user === null) throw new HubError('session.required');
    this.#parts.sockets.hold(admission, sessionId, user.id);
    const actor = { user, address };
    return { actor, sessionId, greet: await this.#parts.prepare(actor) };
  }

  /** The session of the cookie, by the plugin's own reading of it. */
  async #sessionOf({ headers }: IncomingMessage): Promise<string | null> {
    const cookie = this.#app.parseCookie(headers.cookie ?? '')[COOKIE];
    if (cookie === undefined) return null;
    const holder: { session?: { sessionId: string } } = {};
    await new Promise<void>((resolve, reject) => {
      this.#app.decryptSession(cookie, holder, (error?: Error | null) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return holder.session === undefined ? null : sha256(holder.session.sessionId);
  }

  #refuse(socket: Duplex, error: unknown): void {
    const requestId = newId();
    const told = toHubError(error, requestId);
    if (told.code === 'server.internal') this.#app.log.error({ err: error, requestId }, 'unexpected');
    const body = JSON.stringify({ error: told.toBody() });
    const answer =
      `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status] ?? 'Refused'}\r\nConnection: close\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    // Not left to the other side: one that never closes its half would keep the hub from stopping.
    socket.end(answer, () => socket.destroy());
  }
}

/**
 * Browsers send Origin with every WebSocket; what sends none is no page of ours, nor is a plain page of the same address
 * where the hub has TLS.
 */
function isSameOrigin({ headers, socket }: IncomingMessage): boolean {
  const origin = URL.parse(headers.origin ?? '');
  if (origin === null || origin.host !== headers.host) return false;
  return origin.protocol === 'https:' || !(socket instanceof TLSSocket);
}
