import { MOST_PEOPLE, type Waiting } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { HubSocket } from '../../ws/hub-socket.ts';

/** How long one who was turned away must not ask again, ms. */
const AGAIN_AFTER = 60_000;

interface Waiter extends Waiting {
  userId: string;
  socket: HubSocket;
}

/** Who waits to be let in, and who was. */
export class Lobby {
  readonly #waiting = new Map<string, Waiter>();
  readonly #admitted = new Set<string>();
  readonly #turnedAway = new Map<string, number>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get list(): Waiting[] {
    return [...this.#waiting.values()].map(({ id, name, unitId, isGuest, since }) => ({
      id,
      name,
      unitId,
      isGuest,
      since,
    }));
  }

  get size(): number {
    return this.#waiting.size;
  }

  get sockets(): HubSocket[] {
    return [...this.#waiting.values()].map(({ socket }) => socket);
  }

  /** Users who came by a link, and wait. */
  get guestIds(): string[] {
    return [...this.#waiting.values()].filter(({ isGuest }) => isGuest).map(({ userId }) => userId);
  }

  isAdmitted(userId: string): boolean {
    return this.#admitted.has(userId);
  }

  /** Asks to be let in; a second page of the same user takes the first one's place. @throws HubError `room.turned-away`, `meeting.full` */
  wait(socket: HubSocket, isGuest: boolean, now = Date.now()): void {
    const { id: userId, name, unitId } = socket.actor.user;
    const until = (this.#turnedAway.get(userId) ?? -Infinity) + AGAIN_AFTER;
    if (until > now) throw new HubError('room.turned-away', { seconds: Math.ceil((until - now) / 1000) });
    const before = this.#waiting.get(userId);
    if (before === undefined && this.#waiting.size >= MOST_PEOPLE) throw new HubError('meeting.full');
    const id = before?.id ?? newId();
    this.#waiting.set(userId, { id, userId, name, unitId, isGuest, since: before?.since ?? now, socket });
    this.#onChange();
  }

  /** @throws HubError `room.waiting` */
  find(id: string): { userId: string; name: string } {
    const found = [...this.#waiting.values()].find((waiter) => waiter.id === id);
    if (found === undefined) throw new HubError('room.waiting');
    return found;
  }

  /** The next time that they ask, they are let in, also into a locked room. */
  admit(userId: string): HubSocket | null {
    this.#admitted.add(userId);
    this.#turnedAway.delete(userId);
    return this.#take(userId);
  }

  turnAway(userId: string, now = Date.now()): HubSocket | null {
    this.#turnedAway.set(userId, now);
    return this.#take(userId);
  }

  /** Leave to come in is used up, or taken back. */
  forget(userId: string): void {
    this.#admitted.delete(userId);
  }

  /** The page has gone. */
  leave(socket: HubSocket): void {
    for (const [userId, waiter] of this.#waiting) if (waiter.socket === socket) this.#take(userId);
  }

  #take(userId: string): HubSocket | null {
    const waiter = this.#waiting.get(userId);
    if (waiter === undefined) return null;
    this.#waiting.delete(userId);
    this.#onChange();
    return waiter.socket;
  }
}
