import type { Standing } from '../../../server/contract/meeting-room.ts';
import type { Invited, MeetingKind } from '../../../server/contract/meeting.ts';
import type { User } from '../../../server/contract/session.ts';
import type { NotificationData, NotificationName } from '../../../server/contract/ws.ts';
import { HubError } from '../../../server/errors.ts';
import { newId } from '../../../server/id.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { StoredMeeting } from '../../../server/store/meetings.ts';
import type { Store } from '../../../server/store/store.ts';

/** What somebody was told. */
export interface Told {
  name: NotificationName;
  data: unknown;
}

/** Live rooms without media: who is in them, and what they were told. */
export class SomeRooms {
  readonly told: (Told & { meetingId: string })[] = [];
  readonly #seats = new Map<string, { id: string; standing: Standing }>();

  enter(meetingId: string, userId: string, standing: Standing): { id: string; name: string } {
    const id = newId();
    this.#seats.set(`${meetingId} ${userId}`, { id, standing });
    return { id, name: `name of ${standing}` };
  }

  leave(meetingId: string, userId: string): void {
    this.#seats.delete(`${meetingId} ${userId}`);
  }

  participantOf(meetingId: string, userId: string): { id: string; standing: Standing } | null {
    return this.#seats.get(`${meetingId} ${userId}`) ?? null;
  }

  presentIn(meetingId: string): number {
    return [...this.#seats.keys()].filter((key) => key.startsWith(meetingId)).length;
  }

  tell<N extends NotificationName>(meetingId: string, name: N, data: NotificationData<N>): void {
    this.told.push({ meetingId, name, data: structuredClone(data) });
  }
}

/** One open page, and what it was told. */
export class SomePage {
  readonly actor: SignedIn;
  readonly told: Told[] = [];

  constructor(user: User) {
    this.actor = { user, address: '127.0.0.1' };
  }

  notify<N extends NotificationName>(name: N, data: NotificationData<N>): void {
    this.told.push({ name, data: structuredClone(data) });
  }

  /** All of a name so far. */
  all<N extends NotificationName>(wanted: N): NotificationData<N>[] {
    return this.told.filter(({ name }) => name === wanted).map(({ data }) => data as NotificationData<N>);
  }
}

/** All open pages. */
export class SomePages {
  readonly #open = new Set<SomePage>();

  open(user: User): SomePage {
    const page = new SomePage(user);
    this.#open.add(page);
    return page;
  }

  shut(page: SomePage): void {
    this.#open.delete(page);
  }

  tell<N extends NotificationName>(concerns: (actor: SignedIn) => boolean, name: N, data: NotificationData<N>): void {
    for (const page of this.#open) if (concerns(page.actor)) page.notify(name, data);
  }
}

export const NOBODY: Invited = { unitIds: [], siteIds: [], userIds: [] };

/** A meeting that is under way, unless something else is given. */
export async function addMeeting(
  store: Store,
  owner: User,
  given: Partial<StoredMeeting> & { kind?: MeetingKind } = {},
): Promise<StoredMeeting> {
  const now = Date.now();
  const meeting: StoredMeeting = {
    ...{ id: newId(), kind: 'scheduled', title: '周例会', agenda: '', startsAt: now, endsAt: now + 3_600_000 },
    ...{ invited: NOBODY, lobby: false, state: 'open', unitId: owner.unitId, ownerId: owner.id, ownerName: owner.name },
    ...{ seriesId: null, passcodeHash: null, openedAt: now, endedAt: null },
    ...given,
  };
  await store.meetings.save(meeting);
  return meeting;
}

/** Ends it, as the room does. */
export async function endMeeting(store: Store, meeting: StoredMeeting): Promise<void> {
  await store.meetings.save({ ...meeting, state: 'ended', endedAt: Date.now() });
}

export async function userOf(store: Store, id: string): Promise<User> {
  const user = await store.users.find(id);
  if (user === null) throw new Error('no such user');
  return user;
}

/** `done`, or the code of the error. What is no error of the catalogue goes on. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
}

/** Somebody who came by a meeting's link. */
export async function addGuest(store: Store, meeting: StoredMeeting): Promise<User> {
  const facts = { username: `guest-${newId()}`, name: '来宾', phone: '', unitId: meeting.unitId, passwordHash: '' };
  const id = await store.users.add({ ...facts, expiresAt: meeting.endsAt, guestOf: meeting.id });
  return userOf(store, id);
}
