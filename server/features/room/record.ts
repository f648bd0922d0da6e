import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { StoredMeeting } from '../../store/meetings.ts';
import type { Store } from '../../store/store.ts';

/** Flat facts of a line. */
export type Detail = AuditEvent['detail'];

type Facts = Pick<StoredMeeting, 'id' | 'kind' | 'unitId'>;

/**
 * A line of the record about a room. Of a private meeting it says that something was done, and neither by whom, from where
 * nor to whom.
 * @param actor null: the hub itself
 */
export function eventOf(
  { id, kind, unitId }: Facts,
  actor: SignedIn | null,
  action: string,
  detail: Detail,
  outcome: AuditEvent['outcome'] = 'done',
): AuditEvent {
  const target = { kind: 'meeting', id };
  if (kind === 'private') {
    const { reason = null } = detail;
    return {
      user: null,
      address: '',
      action,
      target,
      unitId,
      outcome,
      detail: outcome === 'refused' ? { reason } : {},
    };
  }
  return { user: actor?.user ?? null, address: actor?.address ?? '', action, target, unitId, outcome, detail };
}

/** As {@link recordRefusal}, for rooms: a wrong passcode is on record, too, and of private meetings nobody's name. */
export async function recordRoomRefusal<T>(
  store: Store,
  meeting: Facts,
  actor: SignedIn,
  action: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HubError && (error.status === 403 || error.code === 'meeting.passcode-wrong')) {
      await store.auditEvents.add(eventOf(meeting, actor, action, { reason: error.code }, 'refused'));
    }
    throw error;
  }
}
