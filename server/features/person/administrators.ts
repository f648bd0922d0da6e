import { administratorNames } from '../../administrator-names.ts';
import {
  type Administrator,
  administrators,
  type Role,
  type RoleAssignment,
  secondFactorRoles,
} from '../../contract/people.ts';
import { HubError } from '../../errors.ts';
import type { Repositories } from '../../store/store.ts';

/** Whether the role is one of the three that exclude each other. */
export function isAdministrator(role: Role): role is Administrator {
  return administrators.some((administrator) => administrator === role);
}

/**
 * Whether who holds the role must not be invited anew as they are: the link would be a way around the second factor. But
 * system administrators, who alone can invite, replace each other.
 */
export function isProtected(role: Role): boolean {
  return secondFactorRoles.includes(role) && role !== 'system-administrator';
}

/** @throws HubError `role.administrators` if the role, beside those held, made one person two administrators */
export function checkSeparation(held: readonly RoleAssignment[], role: Role): void {
  const other = held.some((assignment) => isAdministrator(assignment.role) && assignment.role !== role);
  if (isAdministrator(role) && other) throw new HubError('role.administrators');
}

/**
 * Does something that may take an administrator away. Of each role somebody must be left at the root who can sign in,
 * and somebody whose role has no end: else nobody could ever mend it.
 * @throws HubError `role.last`; the transaction must be given up then
 */
export async function keepAdministrators<T>(
  { users, orgUnits }: Repositories,
  work: () => Promise<T>,
  now = Date.now(),
): Promise<T> {
  const root = await orgUnits.root();
  const holders = (role: Role): Promise<{ now: number; lasting: number }> => users.holders(role, root.id, now);
  const before = new Map<Administrator, { now: number; lasting: number }>();
  for (const role of administrators) before.set(role, await holders(role));
  const result = await work();
  for (const [role, had] of before) {
    const has = await holders(role);
    const lost = (had.now > 0 && has.now === 0) || (had.lasting > 0 && has.lasting === 0);
    if (lost) throw new HubError('role.last', administratorNames[role]);
  }
  return result;
}
