import type { Bus } from '../../cluster/ports.ts';
import type { Standing } from '../../contract/meeting-room.ts';
import { HubError } from '../../errors.ts';
import type { Invitations } from '../../invitations.ts';
import type { SignedIn } from '../../permissions.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Store } from '../../store/store.ts';

/** Somebody in a room, now or with the seat kept. */
export interface Seated {
  /** Of the seat. */
  id: string;
  standing: Standing;
}

/** What is asked of the live rooms. */
export interface Rooms {
  participantOf(meetingId: string, userId: string): Seated | null;
}

export interface SideParts {
  store: Store;
  bus: Bus;
  invitations: Pick<Invitations, 'standing'>;
  rooms: Rooms;
}

/** A meeting, as somebody has come to it. */
export interface Entry {
  meeting: StoredMeeting;
  /** Null: entitled to come, but not in the room. */
  seated: Seated | null;
}

/**
 * Whether somebody may read what is kept with a meeting: whoever is in the room, or was entitled to come; guests only while
 * they are in it. Of a private meeting all others are told that there is none.
 * @throws HubError `meeting.unknown`, `meeting.not-invited`, `room.none`
 */
export async function enter({ store, invitations, rooms }: SideParts, actor: SignedIn, id: string): Promise<Entry> {
  const { user, address } = actor;
  const meeting = await store.meetings.find(id);
  if (meeting === null) throw new HubError('meeting.unknown');
  const seated = rooms.participantOf(id, user.id);
  if (seated !== null) return { meeting, seated };
  const standing = await invitations.standing(user, meeting);
  if (standing === 'guest') throw new HubError('room.none');
  if (standing !== null) return { meeting, seated };
  if (meeting.kind === 'private' || user.guestOf !== null) throw new HubError('meeting.unknown');
  const target = { kind: 'meeting', id };
  const detail = { reason: 'meeting.not-invited' };
  await store.auditEvents.add({ user, address, action: 'meeting.look', target, outcome: 'refused', detail });
  throw new HubError('meeting.not-invited');
}

/**
 * Whether somebody may add to it: whoever is in the room, in one of these standings.
 * @throws HubError as {@link enter}; `room.none`, `permission.denied`
 */
export async function enterAs(
  parts: SideParts,
  actor: SignedIn,
  id: string,
  standings: readonly Standing[],
): Promise<{ meeting: StoredMeeting; seated: Seated }> {
  const { meeting, seated } = await enter(parts, actor, id);
  if (seated === null) throw new HubError('room.none');
  if (!standings.includes(seated.standing)) throw new HubError('permission.denied');
  return { meeting, seated };
}

/** All but guests, of whom anybody can make as many as they like with one link. */
export const members: readonly Standing[] = ['chair', 'co-chair', 'member', 'venue'];
export const chairs: readonly Standing[] = ['chair', 'co-chair'];

/** A line of the record about what is kept with a meeting; of a private one it names nobody. */
export function line(
  { user, address }: SignedIn,
  { id, kind, unitId }: StoredMeeting,
  action: string,
  detail: AuditEvent['detail'],
): AuditEvent {
  const who = kind === 'private' ? { user: null, address: '' } : { user, address };
  return { ...who, action, target: { kind: 'meeting', id }, unitId, outcome: 'done', detail };
}
