import { newId } from '../../server/id.ts';
import type { Role } from '../../server/contract/people.ts';
import type { SignedIn } from '../../server/permissions.ts';
import type { AuditEvent } from '../../server/store/audit-events.ts';
import type { Store } from '../../server/store/store.ts';

/** Somebody with a role in a unit, as the sign-in would make them. */
export function anActor(role: Role, unitId: string): SignedIn {
  const user = { id: newId(), username: role, name: role, unitId, mustEnrol: false, hasSecondFactor: true };
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

/** A town below the root with two villages. */
export async function addUnits({ orgUnits }: Store): Promise<{ root: string; town: string; villages: string[] }> {
  const root = (await orgUnits.root()).id;
  const add = async (parentId: string, name: string): Promise<string> => {
    const [id, now] = [newId(), Date.now()];
    await orgUnits.add({
      ...{ id, parentId, name, kind: 'village', civilCode: '', contactName: '', contactPhone: '' },
      ...{ longitude: null, latitude: null, state: 'joined', mergedInto: null, createdAt: now, updatedAt: now },
    });
    return id;
  };
  const town = await add(root, '皇冠镇');
  return { root, town, villages: [await add(town, '=1+1村'), await add(town, '朝阳村')] };
}
