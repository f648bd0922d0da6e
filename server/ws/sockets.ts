import type { User } from '../contract/session.ts';
import type { NotificationData, NotificationName } from '../contract/ws.ts';
import { type Action, can, type SignedIn, type Target } from '../permissions.ts';
import type { HubSocket } from './hub-socket.ts';
import { closeCodes, limits } from './limits.ts';

/** What a socket needs to know of its session now and then. */
export interface SessionCheck {
  /** Null if the session has ended, or its user may not sign in any more; counts as use. */
  userOf(sessionId: string): Promise<User | null>;
}

/** All open pages. */
export class Sockets {
  readonly #sockets = new Set<HubSocket>();
  readonly #sessions: SessionCheck;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #telling: Promise<void> = Promise.resolve();

  constructor(sessions: SessionCheck, onError: (error: unknown) => void) {
    this.#sessions = sessions;
    this.#onError = onError;
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

  /** Tells everybody who may know; of a target, who may there. */
  broadcast<N extends NotificationName>(
    permission: Action,
    notification: N,
    data: NotificationData<N>,
    target?: Target,
  ): void {
    this.tell((actor) => can(actor, permission, target), notification, data);
  }

  tell<N extends NotificationName>(
    concerns: (actor: SignedIn) => boolean,
    notification: N,
    data: NotificationData<N>,
  ): void {
    for (const socket of this.#sockets) {
      if (concerns(socket.actor)) socket.notify(notification, data);
    }
  }

  /** As {@link tell}, where it takes a look into the database; in the order of the calls. */
  tellLater<N extends NotificationName>(
    concerns: (actor: SignedIn) => Promise<boolean>,
    notification: N,
    data: NotificationData<N>,
  ): void {
    this.#telling = this.#telling
      .then(async () => {
        for (const socket of [...this.#sockets]) {
          if (await concerns(socket.actor)) socket.notify(notification, data);
        }
      })
      .catch(this.#onError);
  }

  /** Closes the pages of a session that has ended. */
  endSession(sessionId: string): void {
    for (const socket of this.#sockets) {
      if (socket.sessionId === sessionId) socket.close(closeCodes.signedOut, 'session ended');
    }
  }

  /** Closes the pages of a user whose rights have changed: they come back with the new ones, or not at all. */
  endUser(userId: string): void {
    for (const socket of this.#sockets) {
      if (socket.actor.user.id === userId) socket.close(closeCodes.rights, 'rights changed');
    }
  }

  /**
   * One round: pings; pages whose session has ended by time or by hand are closed, and those with rights that have
   * changed (a role has a time, too). An open page counts as use.
   */
  async beat(): Promise<void> {
    for (const socket of this.#sockets) socket.heartbeat();
    const ofSession = Map.groupBy(this.#sockets, (socket) => socket.sessionId);
    for (const [sessionId, sockets] of ofSession) {
      const user = await this.#sessions.userOf(sessionId);
      if (user === null) this.endSession(sessionId);
      for (const socket of sockets) {
        if (user !== null && !sameRights(user, socket.actor.user)) socket.close(closeCodes.rights, 'rights changed');
      }
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

function sameRights(a: User, b: User): boolean {
  const rights = ({ mustEnrol, roles }: User): string => JSON.stringify([mustEnrol, roles.map(({ id }) => id).sort()]);
  return rights(a) === rights(b);
}
