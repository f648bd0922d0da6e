import type { Meeting } from '../../contract/meeting.ts';
import { can, type SignedIn } from '../../permissions.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { MeetingParts } from './change.ts';

const NOBODY = { unitIds: [], siteIds: [], userIds: [] };

/** Meetings as this reader sees them, in the same order. A guest is not told who else is invited. */
export async function viewsOf(
  { store, presentIn }: MeetingParts,
  actor: SignedIn,
  meetings: readonly StoredMeeting[],
): Promise<Meeting[]> {
  const paths = new Map<string, string[]>();
  for (const { unitId } of meetings) {
    if (!paths.has(unitId)) paths.set(unitId, await store.orgUnits.path(unitId));
  }
  return meetings.map(({ passcodeHash, ...meeting }) => ({
    ...meeting,
    invited: actor.user.guestOf === null ? meeting.invited : NOBODY,
    hasPasscode: passcodeHash !== null,
    present: meeting.kind === 'private' || meeting.state !== 'open' ? 0 : presentIn(meeting.id),
    own: looksAfter(actor, meeting, paths.get(meeting.unitId) ?? []),
  }));
}

/** Whether the actor may change or cancel it. */
export function looksAfter(
  actor: SignedIn,
  { kind, ownerId }: Pick<StoredMeeting, 'kind' | 'ownerId'>,
  path: readonly string[],
): boolean {
  if (ownerId === actor.user.id) return can(actor, 'meeting.hold');
  return kind !== 'private' && can(actor, 'meeting.hold', { path });
}
