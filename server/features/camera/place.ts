import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type SignedIn } from '../../permissions.ts';
import type { OrgUnits } from '../../store/org-units.ts';

/** Whether cameras of this unit may be registered, changed and removed. @throws HubError `permission.denied` */
export async function permit(actor: SignedIn, orgUnits: OrgUnits, unitId: string): Promise<string[]> {
  const path = await orgUnits.path(unitId);
  authorise(actor, 'camera.register', { path });
  return path;
}

/** As {@link permit}, for a unit that is to get a camera. @throws HubError `org.unknown`, `org.retired`, too */
export async function permitNew(actor: SignedIn, orgUnits: OrgUnits, unitId: string): Promise<string[]> {
  const unit = await orgUnits.find(unitId);
  if (unit === null) throw new HubError('org.unknown');
  const path = await permit(actor, orgUnits, unitId);
  if (unit.state === 'retired') throw new HubError('org.retired');
  return path;
}

/**
 * Where a new camera goes if nobody says where: to the unit in which the actor may register cameras; of several, only
 * the root is clear.
 * @throws HubError `request.invalid` where it is not
 */
export async function homeOf(actor: SignedIn, orgUnits: OrgUnits): Promise<string> {
  const units = scopeOf(actor, 'camera.register');
  const [only] = units;
  if (only !== undefined && units.length === 1) return only;
  const root = await orgUnits.root();
  if (units.includes(root.id)) return root.id;
  throw new HubError('request.invalid', { zh: '请选择摄像机所属的机构', en: 'say which unit the camera belongs to' });
}
