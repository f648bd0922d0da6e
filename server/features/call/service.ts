import type { Call, Invited, Meeting, RingAnswer } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import { plainLine, plainText } from '../../plain-text.ts';
import { recordRefusal } from '../../refusal.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import { calleesOf } from './callees.ts';
import type { CallParts, OpenPage } from './parts.ts';
import { type Caller, Ringing } from './ringing.ts';
import { permitTargets } from './targets.ts';

/** Latest end of a call, ms after it was begun. */
const LONGEST_CALL = 4 * 3_600_000;
/** Longest title that the contract has, characters. */
const LONGEST_TITLE = 80;

/** Calls: a meeting at once, that rings. What rings is held in memory: a hub that was restarted rings no more. */
export class CallService {
  readonly #parts: CallParts;
  readonly #ringing = new Map<string, Ringing>();
  readonly #unsubscribe: (() => void)[];
  #closed = false;

  constructor(parts: CallParts) {
    this.#parts = parts;
    const { bus, onError } = parts;
    this.#unsubscribe = [
      bus.subscribe('meeting.closed', ({ meetingId }) => this.#end(meetingId)),
      bus.subscribe('meeting.ringAbsent', ({ meetingId, present, by }) => {
        this.#ringAbsent(meetingId, new Set([...present, by]), by).catch(onError);
      }),
      bus.subscribe('meeting.left', ({ meetingId, userId }) => this.#ringing.get(meetingId)?.left(userId)),
      // The first who comes in changes the meeting, and is told then how it stands.
      bus.subscribe('meeting.changed', () => {
        for (const ringing of this.#ringing.values()) ringing.tell();
      }),
    ];
  }

  /** Makes the meeting, and rings all whom it is for. @throws HubError as {@link permitTargets}; `request.invalid` */
  async call(actor: SignedIn, { title, invited }: Call, now = Date.now()): Promise<Meeting> {
    const { store, bus, invitations } = this.#parts;
    const { user, address } = actor;
    const caller = await this.#callerOf(user);
    const named = title.trim() === '' ? `${caller.unit} ${caller.name}` : plainLine(title);
    const meeting = newCall(user, Array.from(named).slice(0, LONGEST_TITLE).join(''), invited, now);
    const target = { kind: 'meeting', id: meeting.id };
    const event = { user, address, action: 'meeting.call', target, unitId: user.unitId };
    await recordRefusal(store, actor, event, () =>
      store.transaction(async (inside) => {
        await permitTargets(inside, actor, invited);
        await inside.meetings.save(meeting);
        const { unitIds, siteIds, userIds } = invited;
        const counts = { units: unitIds.length, sites: siteIds.length, people: userIds.length };
        await inside.auditEvents.add({ ...event, outcome: 'done', detail: { title: meeting.title, ...counts } });
      }),
    );
    const ringing = this.#begin(meeting, caller, true);
    const userIds = await invitations.userIds(meeting);
    bus.publish('meeting.changed', { userIds });
    const others = userIds.filter((userId) => userId !== user.id);
    ringing.ring(await calleesOf(store, others, true));
    const { passcodeHash: _, ...facts } = meeting;
    return { ...facts, hasPasscode: false, present: 0, own: true };
  }

  /**
   * Of one whom a call rings, or rang: late answers count, too. Whether they may come in, the room decides.
   * @throws HubError `meeting.unknown`, `meeting.ended`, `meeting.cancelled`, `request.invalid`
   */
  async answer(actor: SignedIn, { meetingId, accept, reason }: RingAnswer): Promise<void> {
    const { store, invitations } = this.#parts;
    const { user, address } = actor;
    const why = plainText(reason).replaceAll('\n', ' ').trim();
    const meeting = await store.meetings.find(meetingId);
    if (meeting === null || (await invitations.standing(user, meeting)) === null) throw new HubError('meeting.unknown');
    if (meeting.state === 'ended' || meeting.state === 'cancelled') throw new HubError(`meeting.${meeting.state}`);
    await store.auditEvents.add({
      // Of a private one it is not kept who came.
      ...(meeting.kind === 'private' ? { user: null, address: '' } : { user, address }),
      ...{ action: 'meeting.answer', target: { kind: 'meeting', id: meetingId }, unitId: meeting.unitId },
      ...{ outcome: 'done', detail: { accept } },
    });
    this.#ringing.get(meetingId)?.answer(user.id, accept, why);
  }

  /** A page has been opened: it is told what rings for its user. */
  greet(page: OpenPage): void {
    for (const ringing of this.#ringing.values()) ringing.greet(page);
  }

  /** Rings nowhere any more. Safe to call more than once. */
  close(): void {
    this.#closed = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const id of [...this.#ringing.keys()]) this.#end(id);
  }

  async #ringAbsent(meetingId: string, present: ReadonlySet<string>, by: string): Promise<void> {
    const { store, invitations } = this.#parts;
    const user = await store.users.find(by);
    if (user === null) return;
    const caller = await this.#callerOf(user);
    const meeting = await store.meetings.find(meetingId);
    if (meeting?.state !== 'open') return;
    const ringing = this.#ringing.get(meetingId) ?? this.#begin(meeting, caller, false);
    const absent = (await invitations.userIds(meeting)).filter((userId) => !present.has(userId));
    // Nothing in a room for a talk in private is switched on by itself.
    ringing.ring(await calleesOf(store, absent, meeting.kind !== 'private'));
  }

  #begin(meeting: StoredMeeting, caller: Caller, hangsOnCaller: boolean): Ringing {
    const onGivenUp = (): void => {
      this.#giveUp(meeting.id).catch(this.#parts.onError);
    };
    const ringing = new Ringing({ ...this.#parts, meeting, caller, hangsOnCaller, onGivenUp });
    if (this.#closed) ringing.close();
    else this.#ringing.set(meeting.id, ringing);
    return ringing;
  }

  /** Nobody is there: it is called off, so that nobody comes into an empty room. */
  async #giveUp(meetingId: string): Promise<void> {
    const { store, bus, invitations } = this.#parts;
    this.#end(meetingId);
    const given = await store.transaction(async ({ meetings, auditEvents }) => {
      const meeting = await meetings.find(meetingId);
      if (meeting?.state !== 'planned' && meeting?.state !== 'open') return null;
      await meetings.save({ ...meeting, state: 'cancelled', endedAt: Date.now() });
      const target = { kind: 'meeting', id: meetingId };
      const event = { user: null, address: '', action: 'meeting.give-up', target, unitId: meeting.unitId };
      await auditEvents.add({ ...event, outcome: 'done', detail: { title: meeting.title } });
      return meeting;
    });
    if (given === null) return;
    bus.publish('meeting.closed', { meetingId, reason: 'cancelled' });
    bus.publish('meeting.changed', { userIds: await invitations.userIds(given) });
  }

  #end(meetingId: string): void {
    this.#ringing.get(meetingId)?.close();
    this.#ringing.delete(meetingId);
  }

  async #callerOf({ id, name, username, unitId }: SignedIn['user']): Promise<Caller> {
    const unit = await this.#parts.store.orgUnits.find(unitId);
    return { userId: id, name: name || username, unit: unit?.name ?? '' };
  }
}

/** It is planned until the first comes in, as all are. */
function newCall(user: SignedIn['user'], title: string, invited: Invited, now: number): StoredMeeting {
  return {
    id: newId(),
    kind: 'call',
    title,
    agenda: '',
    startsAt: now,
    endsAt: now + LONGEST_CALL,
    invited,
    lobby: false,
    state: 'planned',
    unitId: user.unitId,
    ownerId: user.id,
    ownerName: user.name,
    seriesId: null,
    passcodeHash: null,
    openedAt: null,
    endedAt: null,
  };
}
