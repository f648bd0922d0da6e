import type { ErrorCode } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Leave } from '../../rights.ts';
import type { AuditEvent } from '../../store/audit-events.ts';
import type { Store } from '../../store/store.ts';

/** Why a camera left a room, for the record. */
export type CameraEnd =
  'removed' | 'left' | 'grant' | 'camera-removed' | 'camera-changed' | 'worker' | 'ended' | 'failed';

/** A camera brought into a meeting: a watch of whoever brought it, on behalf of all who are in the room. */
export interface Bringing {
  actor: SignedIn;
  leave: Leave;
  meetingId: string;
  /** ms since 1970 */
  startedAt: number;
}

/** Not written, not shown. @param viewers how many are in the room */
export function begun(bringing: Bringing, viewers: number): AuditEvent {
  return eventOf('camera.watch', bringing, 'done', { viewers });
}

/** @param viewers most who were in the room meanwhile */
export function ended(bringing: Bringing, reason: CameraEnd, viewers: number): AuditEvent {
  const outcome = reason === 'failed' ? 'failed' : 'done';
  const durationMs = Date.now() - bringing.startedAt;
  return eventOf('camera.watch-end', bringing, outcome, { durationMs, reason, viewers });
}

/** Somebody wanted to bring a camera by a leave that they do not have. */
export async function refused(
  store: Store,
  { user, address }: SignedIn,
  wish: { channelId: string; grantId: string; meetingId: string },
  reason: ErrorCode,
): Promise<AuditEvent> {
  const camera = await store.cameras.findByChannel(wish.channelId);
  const grant = await store.grants.find(wish.grantId);
  return {
    ...{ user, address, action: 'camera.watch', outcome: 'refused' },
    target: camera && { kind: 'channel', id: wish.channelId },
    detail: { reason, meeting: wish.meetingId, ...(camera && { camera: camera.name }) },
    // Somebody else's grant is none of this user's purposes.
    purpose: grant?.userId === user.id ? grant.purpose : undefined,
    unitId: camera?.unitId,
  };
}

function eventOf(
  action: string,
  { actor: { user, address }, leave: { grant, camera, channel }, meetingId }: Bringing,
  outcome: 'done' | 'failed',
  detail: AuditEvent['detail'],
): AuditEvent {
  return {
    ...{ user, address, action, outcome },
    target: { kind: 'channel', id: channel.id },
    detail: { camera: camera.name, channel: channel.name, grant: grant.id, meeting: meetingId, ...detail },
    purpose: grant.purpose,
    unitId: camera.unitId,
  };
}
