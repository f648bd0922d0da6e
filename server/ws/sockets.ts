import type { User } from '../contract/session.ts';
import type { NotificationData, NotificationName } from '../contract/ws.ts';
import { HubError } from '../errors.ts';
import { type Action, can, type SignedIn, type Target } from '../permissions.ts';
import { Admission } from './admission.ts';
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
  readonly #arriving = new Set<Admission>();
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

  /** A page knocks: from now on it hears what ends it. In the end it is {@link add}ed or sent away ({@link forget}). */
  expect(): Admission {
    const admission = new Admission();
    this.#arriving.add(admission);
    return admission;
  }

  forget(admission: Admission): void {
    this.#arriving.delete(admission);
  }

  /** Keeps a place for the page, counted with those that are open. @throws HubError `request.too-many` */
  hold(admission: Admission, sessionId: string, userId: string): void {
    const pages = [...this.#sockets].map((socket) => ({ sessionId: socket.sessionId, userId: socket.actor.user.id }));
    const all = [...pages, ...[...this.#arriving].filter((other) => other.sessionId !== null)];
    const isFull =
      all.length >= limits.total ||
      all.filter((page) => page.sessionId === sessionId).length >= limits.perSession ||
      all.filter((page) => page.userId === userId).length >= limits.perUser;
    if (isFull) throw new HubError('request.too-many');
    admission.hold(sessionId, userId);
  }

  /** @returns whether it stays; what ended it on its way closes it at once */
  add(socket: HubSocket, admission: Admission): boolean {
    this.#arriving.delete(admission);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const { closeCode } = admission;
    if (closeCode !== null) socket.close(closeCode, 'ended on its way in');
    return closeCode === null;
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

  /** Tells each what is for them, as a look into the database decides; null: nothing. In the order of the calls. */
  tellEach<N extends NotificationName>(
    notification: N,
    dataFor: (actor: SignedIn) => Promise<NotificationData<N> | null>,
  ): void {
    this.#telling = this.#telling
      .then(async () => {
        for (const socket of [...this.#sockets]) {
          const data = await dataFor(socket.actor);
          if (data !== null) socket.notify(notification, data);
        }
      })
      .catch(this.#onError);
  }

  /** Closes the pages of a session that has ended. */
  endSession(sessionId: string): void {
    for (const admission of this.#arriving) admission.hear(sessionId);
    for (const socket of this.#sockets) {
      if (socket.sessionId === sessionId) socket.close(closeCodes.signedOut, 'session ended');
    }
  }

  /** Closes the pages of a user whose rights have changed: they come back with the new ones, or not at all. */
  endUser(userId: string): void {
    for (const admission of this.#arriving) admission.hear(userId);
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
