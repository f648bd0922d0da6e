import { newId } from '../../server/id.ts';
import type { Role } from '../../server/contract/people.ts';
import type { SignedIn } from '../../server/permissions.ts';
import type { AuditEvent } from '../../server/store/audit-events.ts';

/** Somebody with a role in a unit, as the sign-in would make them. */
export function anActor(role: Role, unitId: string): SignedIn {
  const user = { id: newId(), username: role, name: role, unitId, mustEnrol: false, guestOf: null };
  return { user: { ...user, roles: [{ id: newId(), role, unitId, until: null }] }, address: '127.0.0.1' };
}

/** A line of the record; whatever is not given is of no account. */
export function anEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    user: { id: newId(), username: 'duty' },
    action: 'camera.watch',
    target: { kind: 'channel', id: newId() },
    outcome: 'done',
    detail: { camera: '村口' },
    address: '127.0.0.1',
    ...changes,
  };
}
