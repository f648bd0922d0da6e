import type { MeetingParts } from './change.ts';

type KeeperParts = Pick<MeetingParts, 'store' | 'bus' | 'invitations'>;

/** How often it is looked at, ms. */
const INTERVAL = 30_000;

/** What time does to planned meetings: ends those that nobody came to, and sends guests away whose meeting is over. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #rounds: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: KeeperParts, onError: (error: unknown) => void) {
    this.#parts = parts;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.look(), INTERVAL);
    this.#timer.unref();
    this.#unsubscribe = parts.bus.subscribe('meeting.closed', ({ meetingId }) => {
      void this.#inTurn(() => this.#sendGuestsAway(meetingId));
    });
    // What ended while the hub was not there.
    void this.look();
  }

  /** One round; those before it are waited for. What fails is told, and tried again with the next one. */
  look(now?: number): Promise<void> {
    return this.#inTurn(() => this.#look(now ?? Date.now()));
  }

  /** Resolves when the last round is over. */
  close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#unsubscribe();
    return this.#rounds;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    if (!this.#closed) this.#rounds = this.#rounds.then(work).catch(this.#onError);
    return this.#rounds;
  }

  async #look(now: number): Promise<void> {
    await this.#endMissed(now);
    for (const meetingId of await this.#parts.store.guests.leftBehind()) await this.#sendGuestsAway(meetingId);
  }

  async #endMissed(now: number): Promise<void> {
    const { store, bus, invitations } = this.#parts;
    for (const { id } of await store.meetings.missed(now)) {
      const ended = await store.transaction(async ({ meetings, auditEvents }) => {
        const meeting = await meetings.find(id);
        if (meeting?.state !== 'planned') return null;
        await meetings.save({ ...meeting, state: 'ended', endedAt: meeting.endsAt });
        const event = { user: null, address: '', action: 'meeting.miss', target: { kind: 'meeting', id } };
        await auditEvents.add({ ...event, unitId: meeting.unitId, outcome: 'done', detail: { kind: meeting.kind } });
        return meeting;
      });
      if (ended === null) continue;
      bus.publish('meeting.changed', { userIds: await invitations.userIds(ended) });
      bus.publish('meeting.closed', { meetingId: id, reason: 'ended' });
    }
  }

  async #sendGuestsAway(meetingId: string): Promise<void> {
    const { store, bus } = this.#parts;
    const ended = await store.transaction(({ guests }) => guests.removeAll(meetingId));
    if (ended.userIds.length > 0) await store.meetingRemains.clearJournal();
    for (const sessionId of ended.sessionIds) bus.publish('session.ended', { sessionId });
    for (const userId of ended.userIds) bus.publish('user.changed', { userId });
  }
}
