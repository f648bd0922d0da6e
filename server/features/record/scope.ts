import { HubError } from '../../errors.ts';
import { authorise, scopeOf, type Action, type SignedIn } from '../../permissions.ts';
import type { Store } from '../../store/store.ts';

/**
 * Ids of the units whose events the actor may read; null: everything, also what belongs to no unit (sign-ins, exports),
 * which only a role at the root has. With `unitId` only that unit and below.
 * @throws HubError `org.unknown`, `permission.denied`
 */
export async function readableUnits(
  { orgUnits }: Store,
  actor: SignedIn,
  action: Action,
  unitId?: string,
): Promise<string[] | null> {
  if (unitId !== undefined) {
    const path = await orgUnits.path(unitId);
    if (path.length === 0) throw new HubError('org.unknown');
    authorise(actor, action, { path });
    return orgUnits.below([unitId]);
  }
  const scope = scopeOf(actor, action);
  return scope.includes((await orgUnits.root()).id) ? null : orgUnits.below(scope);
}
