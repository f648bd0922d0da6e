import { administrators } from '../../contract/people.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { Repositories } from '../../store/store.ts';

/**
 * The units from which something lets the actor see what lies below: where they hold a role (but that by which they
 * change the tree: it covers both ends), have leave to view, and belong.
 */
export async function holdsOf({ grants }: Repositories, { user }: SignedIn): Promise<Set<string>> {
  const roles = user.roles.filter(({ role }) => role !== 'system-administrator');
  const leaves = (await grants.own(user.id)).filter(({ state }) => ['active', 'planned', 'pending'].includes(state));
  return new Set([user.unitId, ...[...roles, ...leaves].map(({ unitId }) => unitId)]);
}

/** Whether a unit, brought from one place (ids from the root down) to another, would lie below one of the holds then. */
export function isGain(holds: ReadonlySet<string>, before: readonly string[], after: readonly string[]): boolean {
  return after.some((id) => holds.has(id) && !before.includes(id));
}

/** @throws HubError `org.gain` as {@link isGain}: nobody widens what they may see by changing the tree */
export function refuseGain(holds: ReadonlySet<string>, before: readonly string[], after: readonly string[]): void {
  if (isGain(holds, before, after)) throw new HubError('org.gain');
}

/**
 * A role in a unit is given for what lies there, and a merge must not make it one for more: only roles that their holders
 * have in the other unit as well, for as long, may be left; those of administrators and of the actor in no case.
 * @param into ids from the root down to the unit that all goes to
 * @throws HubError `org.roles` with the names of those whose roles the security administrator has to end first
 */
export async function refuseRoles(
  { users }: Repositories,
  { user }: SignedIn,
  from: string,
  into: readonly string[],
): Promise<void> {
  const names = new Set<string>();
  for (const { userId, name, role, until } of await users.rolesIn(from)) {
    const others = await users.roles(userId);
    const hasIt = others.some(
      (other) =>
        other.role === role &&
        into.includes(other.unitId) &&
        (other.until === null || (until !== null && other.until >= until)),
    );
    const stays = userId === user.id || administrators.some((administrator) => administrator === role);
    if (stays || !hasIt) names.add(name);
  }
  if (names.size > 0) throw new HubError('org.roles', { names: [...names].join(', ') });
}
