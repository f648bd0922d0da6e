import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Repositories } from '../../store/store.ts';
import type { RoomParts } from './parts.ts';
import { type Detail, eventOf } from './record.ts';

type Parts = Pick<RoomParts, 'store' | 'bus'>;

/** The first comes in: a planned meeting is open from now on. @throws HubError `meeting.*` where it is over */
export async function openMeeting(parts: Parts, { id }: StoredMeeting, actor: SignedIn): Promise<StoredMeeting> {
  const found = await parts.store.meetings.find(id);
  if (found?.state === 'open') return found;
  return change(parts, id, actor, 'room.open', {}, (meeting) => ({
    ...meeting,
    state: 'open',
    openedAt: Date.now(),
  }));
}

/** @param endsAt ms since 1970 */
export function extendMeeting(parts: Parts, id: string, actor: SignedIn, endsAt: number): Promise<StoredMeeting> {
  return change(parts, id, actor, 'room.extend', { endsAt }, (meeting) => ({ ...meeting, endsAt }));
}

/** Over for all; whoever is in it is sent out by the news. @throws HubError `meeting.*` where it is over */
export async function endMeeting(parts: Parts, id: string, actor: SignedIn | null): Promise<void> {
  const now = Date.now();
  await change(parts, id, actor, 'room.end', {}, (meeting) => ({ ...meeting, state: 'ended', endedAt: now }));
  parts.bus.publish('meeting.closed', { meetingId: id, reason: 'ended' });
}

/** As {@link endMeeting}, by the hub itself: its time is over, or nobody is left. It may be over by now in another way. */
export async function letEnd(parts: Parts, id: string): Promise<void> {
  try {
    await endMeeting(parts, id, null);
  } catch (error) {
    if (!(error instanceof HubError && ['meeting.ended', 'meeting.cancelled'].includes(error.code))) throw error;
  }
}

/** One transaction with its line; then those whom it concerns are told. @throws HubError `meeting.*` where it is over */
async function change(
  { store, bus }: Parts,
  id: string,
  actor: SignedIn | null,
  action: string,
  detail: Detail,
  to: (meeting: StoredMeeting) => StoredMeeting,
): Promise<StoredMeeting> {
  const { changed, userIds } = await store.transaction(async (inside: Repositories) => {
    const meeting = await inside.meetings.find(id);
    refuseOver(meeting);
    const changed = to(meeting);
    await inside.meetings.save(changed);
    await inside.auditEvents.add(eventOf(meeting, actor, action, detail));
    return { changed, userIds: await inside.meetings.invitedUsers(meeting) };
  });
  bus.publish('meeting.changed', { userIds });
  return changed;
}

/** @throws HubError `meeting.unknown`, `meeting.ended`, `meeting.cancelled` */
export function refuseOver(meeting: StoredMeeting | null): asserts meeting is StoredMeeting {
  if (meeting === null) throw new HubError('meeting.unknown');
  if (meeting.state === 'ended') throw new HubError('meeting.ended');
  if (meeting.state === 'cancelled') throw new HubError('meeting.cancelled');
}
