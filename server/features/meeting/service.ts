import { type Meeting, type MeetingCreate, type MeetingUpdate, MOST_LISTED } from '../../contract/meeting.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { authorise, isScreen, type SignedIn } from '../../permissions.ts';
import { plainLine, plainText } from '../../plain-text.ts';
import { recordRefusal } from '../../refusal.ts';
import type { Invitee, StoredMeeting } from '../../store/meetings.ts';
import type { Repositories } from '../../store/store.ts';
import { calendarOf } from './calendar.ts';
import { change, lookedAfter, type MeetingParts, refuseBegun } from './change.ts';
import { checkInvited, checkTimes } from './facts.ts';
import { beginningsOf } from './recurrence.ts';
import { looksAfter, viewsOf } from './view.ts';

/** Planned meetings. What goes on in them is the room's. */
export class MeetingService {
  readonly #parts: MeetingParts;

  constructor(parts: MeetingParts) {
    this.#parts = parts;
  }

  /**
   * Those that the actor made or is invited to, which touch the time from `from` to before `until` (ms since 1970).
   * @throws HubError `meeting.list-many`
   */
  async list(actor: SignedIn, from: number, until: number): Promise<Meeting[]> {
    const { meetings } = this.#parts.store;
    const { guestOf } = actor.user;
    const found =
      guestOf === null
        ? await meetings.listFor(await this.#inviteeOf(actor), from, until, MOST_LISTED + 1)
        : [await meetings.find(guestOf)].flatMap((meeting) => meeting ?? []);
    if (found.length > MOST_LISTED) throw new HubError('meeting.list-many', { count: MOST_LISTED });
    return viewsOf(this.#parts, actor, found);
  }

  /** For who is invited or looks after it. @throws HubError `meeting.unknown`, `meeting.not-invited` */
  async read(actor: SignedIn, id: string): Promise<Meeting> {
    const [view] = await viewsOf(this.#parts, actor, [await this.#readable(actor, id)]);
    if (view === undefined) throw new HubError('meeting.unknown');
    return view;
  }

  /** As {@link read}, as an iCalendar file. */
  async calendar(actor: SignedIn, id: string, now = Date.now()): Promise<string> {
    return calendarOf(await this.#readable(actor, id), now);
  }

  /**
   * One, or a series of them; the first is answered.
   * @throws HubError `meeting.times`, `meeting.past`, `meeting.invited-none`, `request.invalid`, `org.*`, `site.unknown`, `person.unknown`,
   *   `permission.denied`
   */
  async create(actor: SignedIn, write: MeetingCreate, now = Date.now()): Promise<Meeting> {
    const { store, hash } = this.#parts;
    const { kind, unitId, passcode, recurrence, startsAt, endsAt } = write;
    const id = newId();
    const target = { kind: 'meeting', id };
    await recordRefusal(store, actor, { action: 'meeting.create', target, unitId }, async () => {
      const path = await store.orgUnits.path(unitId);
      if (path.length === 0) throw new HubError('org.unknown');
      authorise(actor, 'meeting.hold', { path });
    });
    checkTimes(write, now);
    const passcodeHash = passcode === null ? null : await hash(passcode);
    const { user } = actor;
    const planned = {
      ...{ kind, unitId, ...wordsOf(write), lobby: write.lobby, invited: write.invited },
      ...{ ownerId: user.id, ownerName: user.name, passcodeHash, state: 'planned' as const },
      ...{ openedAt: null, endedAt: null, seriesId: recurrence === null ? null : newId() },
    };
    const first: StoredMeeting = { ...planned, id, startsAt, endsAt };
    const [, ...later] = recurrence === null ? [startsAt] : beginningsOf(startsAt, recurrence);
    const others = later.map((at) => ({ ...planned, id: newId(), startsAt: at, endsAt: at + endsAt - startsAt }));
    const made = await change(this.#parts, actor, 'meeting.create', { id, unitId }, async (inside) => {
      if ((await inside.orgUnits.find(unitId))?.state === 'retired') throw new HubError('org.retired');
      await checkInvited(inside, write.invited);
      for (const meeting of [first, ...others]) await inside.meetings.save(meeting);
      return { before: [], after: [first, ...others] };
    });
    return this.#viewOf(actor, made);
  }

  /**
   * One that has not begun; with `series` those after it, too, whose times move by as much.
   * @throws HubError as {@link create}, `meeting.unknown`, `meeting.ended`, `meeting.cancelled`, `meeting.running`
   */
  async update(actor: SignedIn, id: string, write: MeetingUpdate, now = Date.now()): Promise<Meeting> {
    const { store, hash } = this.#parts;
    const { series, passcode, startsAt, endsAt, ...facts } = write;
    // Before anything is hashed for it; whether it may be is asked again with the change.
    await recordRefusal(store, actor, { action: 'meeting.update', target: { kind: 'meeting', id } }, () =>
      lookedAfter(store, actor, id),
    );
    checkTimes(write, now);
    const words = wordsOf(write);
    const passcodeHash = typeof passcode === 'string' ? await hash(passcode) : passcode;
    const changed = await change(this.#parts, actor, 'meeting.update', { id }, async (inside) => {
      const one = await lookedAfter(inside, actor, id);
      refuseBegun(one);
      await checkInvited(inside, facts.invited);
      const before = [one, ...(series ? await laterOf(inside, one) : [])];
      const move = (meeting: StoredMeeting): StoredMeeting => ({
        ...{ ...meeting, ...facts, ...words, ...(passcodeHash !== undefined && { passcodeHash }) },
        startsAt: meeting.startsAt + startsAt - one.startsAt,
        endsAt: meeting.endsAt + endsAt - one.endsAt,
      });
      const [, ...later] = before.map(move);
      const after = [move(one), ...later] as const;
      for (const meeting of after) {
        // Another one of the series may have had times of its own.
        checkTimes(meeting, now);
        await inside.meetings.save(meeting);
      }
      return { before, after };
    });
    return this.#viewOf(actor, changed);
  }

  /** One that has not begun; with `series` those after it, too. @throws HubError as {@link update} */
  async cancel(actor: SignedIn, id: string, { series }: { series: boolean }, now = Date.now()): Promise<void> {
    const cancelled: string[] = [];
    await change(this.#parts, actor, 'meeting.cancel', { id }, async (inside) => {
      const one = await lookedAfter(inside, actor, id);
      refuseBegun(one);
      const before = [one, ...(series ? await laterOf(inside, one) : [])];
      const end = (meeting: StoredMeeting): StoredMeeting => ({ ...meeting, state: 'cancelled', endedAt: now });
      const [, ...later] = before.map(end);
      const after = [end(one), ...later] as const;
      for (const meeting of after) await inside.meetings.save(meeting);
      cancelled.push(...after.map((meeting) => meeting.id));
      return { before, after };
    });
    for (const meetingId of cancelled) this.#parts.bus.publish('meeting.closed', { meetingId, reason: 'cancelled' });
  }

  async #readable(actor: SignedIn, id: string): Promise<StoredMeeting> {
    const { store, invitations } = this.#parts;
    const meeting = await store.meetings.find(id);
    if (meeting === null) throw new HubError('meeting.unknown');
    if ((await invitations.standing(actor.user, meeting)) !== null) return meeting;
    if (looksAfter(actor, meeting, await store.orgUnits.path(meeting.unitId))) return meeting;
    throw new HubError(meeting.kind === 'private' ? 'meeting.unknown' : 'meeting.not-invited');
  }

  async #inviteeOf({ user }: SignedIn): Promise<Invitee> {
    if (!isScreen(user)) return { userId: user.id, unitIds: [user.unitId], siteId: null };
    const kiosk = await this.#parts.store.kiosks.findByUser(user.id);
    return { userId: user.id, unitIds: [], siteId: kiosk?.siteId ?? null };
  }

  async #viewOf(actor: SignedIn, meeting: StoredMeeting): Promise<Meeting> {
    const [view] = await viewsOf(this.#parts, actor, [meeting]);
    if (view === undefined) throw new HubError('meeting.unknown');
    return view;
  }
}

/** @throws HubError `request.invalid` */
function wordsOf({ title, agenda }: { title: string; agenda: string }): { title: string; agenda: string } {
  return { title: plainLine(title), agenda: plainText(agenda) };
}

/** Those of its series that come after it and have not begun. */
async function laterOf(
  { meetings }: Repositories,
  { id, seriesId, startsAt }: StoredMeeting,
): Promise<StoredMeeting[]> {
  if (seriesId === null) return [];
  const found = await meetings.series(seriesId, startsAt);
  return found.filter((other) => other.id !== id && other.state === 'planned');
}
