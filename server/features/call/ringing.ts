import { type Called, RING, type Ring as Told } from '../../contract/meeting.ts';
import { Moment } from '../../moment.ts';
import { type CallParts, hasPage, type OpenPage, tellUser } from './parts.ts';
import { type Callee, Ring } from './ring.ts';

/** How often it is looked what has rung out, and whether a caller who never came in is still there, ms. */
const LOOK = 1000;
/** A page is back after so long, where it comes back, ms. */
const RELOAD = 10_000;

/** Who calls, and to what. */
export interface Caller {
  userId: string;
  name: string;
  /** Name of their unit. */
  unit: string;
}

interface RingingParts extends CallParts {
  meeting: { id: string; title: string };
  caller: Caller;
  /** Whether it ends where the caller goes before anybody has accepted; one that is under way rings on. */
  hangsOnCaller: boolean;
  /** Nobody came: the caller has gone, or was never there. */
  onGivenUp: () => void;
}

/**
 * One call that rings: tells the pages of whom it is for, and the room how it stands with each. Its one timer runs while an
 * answer is waited for.
 */
export class Ringing {
  readonly #parts: RingingParts;
  readonly #rings = new Map<string, Ring>();
  readonly #news = new Moment(() => this.#tell());
  #timer: NodeJS.Timeout | undefined;
  /** When a page of the caller was open, or it began; ms since 1970. */
  #seenAt = Date.now();
  #closed = false;

  /** It rings from the first {@link ring} on. */
  constructor(parts: RingingParts) {
    this.#parts = parts;
  }

  /** How it stands with each. */
  get called(): Called {
    return { meetingId: this.#parts.meeting.id, called: [...this.#rings.values()].map((ring) => ring.toCalled()) };
  }

  get callerId(): string {
    return this.#parts.caller.userId;
  }

  /** Rings these, also such as have not answered before. Nobody where it is closed. */
  ring(callees: readonly Callee[]): void {
    // Those whom it is for are looked up: it may have ended meanwhile.
    if (this.#closed) return;
    const now = Date.now();
    for (const callee of callees) {
      const ring = new Ring(callee, now + RING);
      this.#rings.set(callee.userId, ring);
      if (hasPage(this.#parts, callee.userId)) this.#show(ring, now);
    }
    this.#timer ??= setInterval(() => this.#look(Date.now()), LOOK);
    this.tell();
  }

  /** A page has been opened: what rings for its user is told to it at once, and to a caller how it stands. */
  greet(page: OpenPage): void {
    const now = Date.now();
    const userId = page.actor.user.id;
    const ring = this.#rings.get(userId);
    if (ring?.pending === true && ring.until > now) {
      const wasAway = ring.state === 'away';
      ring.show(now);
      page.notify('meeting.ring', this.#toTold(ring));
      if (wasAway) this.tell();
    }
    if (userId === this.callerId) page.notify('meeting.called', this.called);
  }

  /** @returns false: it is not for this user */
  answer(userId: string, accepted: boolean, reason: string): boolean {
    const ring = this.#rings.get(userId);
    if (ring === undefined) return false;
    // Whoever is in declines nothing any more, from wherever.
    if (ring.state === 'accepted') return true;
    ring.answer(accepted, reason);
    this.#end(userId);
    this.tell();
    return true;
  }

  /** Somebody has left the room for good. */
  left(userId: string): void {
    if (userId === this.callerId) this.#giveUp();
  }

  /** To the room, and to the caller, who may still be on the way into it: several answers of one moment as one. */
  tell(): void {
    this.#news.soon();
  }

  /** Rings nowhere any more. Safe to call more than once. */
  close(): void {
    if (this.#closed) return;
    this.#stop();
    for (const ring of this.#rings.values()) if (ring.pending) this.#end(ring.callee.userId);
    this.#news.flush();
    this.#news.close();
    this.#closed = true;
  }

  #tell(): void {
    const { called } = this;
    this.#parts.rooms.tell(called.meetingId, 'meeting.called', called);
    tellUser(this.#parts, this.callerId, 'meeting.called', called);
  }

  #show(ring: Ring, now: number): void {
    ring.show(now);
    tellUser(this.#parts, ring.callee.userId, 'meeting.ring', this.#toTold(ring));
  }

  #toTold({ until, answersAt }: Ring): Told {
    const { meeting, caller } = this.#parts;
    const from = { callerName: caller.name, callerUnit: caller.unit };
    return { meetingId: meeting.id, title: meeting.title, ...from, until, answersAt };
  }

  #end(userId: string): void {
    tellUser(this.#parts, userId, 'meeting.ringEnded', { meetingId: this.#parts.meeting.id });
  }

  #look(now: number): void {
    const over = [...this.#rings.values()].filter(({ state, until }) => state === 'ringing' && until <= now);
    for (const ring of over) {
      ring.expire();
      this.#end(ring.callee.userId);
    }
    if (over.length > 0) this.tell();
    if (!this.#isCallerThere(now)) this.#giveUp();
    // Of a caller who is in the room it is told when they leave it.
    if (!this.#isRinging(now)) this.#stop();
  }

  /** In the room, with the seat kept too; or still on the way into it, which a page that reloads is for a moment. */
  #isCallerThere(now: number): boolean {
    if (this.#parts.rooms.participantOf(this.#parts.meeting.id, this.callerId) !== null) return true;
    if (!this.#isRinging(now)) return false;
    if (hasPage(this.#parts, this.callerId)) this.#seenAt = now;
    return now - this.#seenAt < RELOAD;
  }

  #isRinging(now: number): boolean {
    return [...this.#rings.values()].some((ring) => ring.pending && ring.until > now);
  }

  #giveUp(): void {
    const { hangsOnCaller, rooms, meeting } = this.#parts;
    const isAnswered = [...this.#rings.values()].some(({ state }) => state === 'accepted');
    // Somebody may have come in without a word, as from the list of meetings.
    if (!hangsOnCaller || isAnswered || rooms.presentIn(meeting.id) > 0 || this.#closed) return;
    this.close();
    this.#parts.onGivenUp();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
