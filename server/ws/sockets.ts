import type { NotificationData, NotificationName } from '../contract/ws.ts';
import { type Action, can } from '../permissions.ts';
import type { HubSocket } from './hub-socket.ts';
import { closeCodes, limits } from './limits.ts';

/** What a socket needs to know of its session now and then. */
export interface SessionCheck {
  /** Whether the session still lives and its user may still sign in; counts as use. */
  isLive(sessionId: string): Promise<boolean>;
}

/** All open pages. */
export class Sockets {
  readonly #sockets = new Set<HubSocket>();
  readonly #sessions: SessionCheck;
  readonly #timer: NodeJS.Timeout;

  constructor(sessions: SessionCheck, onError: (error: unknown) => void) {
    this.#sessions = sessions;
    this.#timer = setInterval(() => {
      this.beat().catch(onError);
    }, limits.heartbeat);
    this.#timer.unref();
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Whether one more page of this session may be opened. */
  hasRoom(sessionId: string): boolean {
    if (this.#sockets.size >= limits.total) return false;
    let own = 0;
    for (const socket of this.#sockets) if (socket.sessionId === sessionId) own++;
    return own < limits.perSession;
  }

  add(socket: HubSocket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  /** Tells everybody who may know. */
  broadcast<N extends NotificationName>(permission: Action, notification: N, data: NotificationData<N>): void {
    for (const socket of this.#sockets) {
      if (can(socket.actor, permission)) socket.notify(notification, data);
    }
  }

  /** Closes the pages of a session that has ended. */
  endSession(sessionId: string): void {
    for (const socket of this.#sockets) {
      if (socket.sessionId === sessionId) socket.close(closeCodes.signedOut, 'session ended');
    }
  }

  /** One round: pings, and pages whose session has ended by time or by hand are closed. An open page counts as use. */
  async beat(): Promise<void> {
    for (const socket of this.#sockets) socket.heartbeat();
    for (const sessionId of new Set([...this.#sockets].map((socket) => socket.sessionId))) {
      if (!(await this.#sessions.isLive(sessionId))) this.endSession(sessionId);
    }
  }

  /** Says goodbye to all; resolves when the last has gone. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const gone = [...this.#sockets].map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once('close', resolve);
          socket.close(closeCodes.stopping, 'the hub is stopping');
        }),
    );
    await Promise.all(gone);
  }
}
