import { type Role, secondFactorRoles } from '../../server/contract/people.ts';
import { hashPassword } from '../../server/password.ts';
import type { Store } from '../../server/store/store.ts';

export const PASSWORD = 'a long enough passphrase';

/** Hashing takes its time, by design; one hash serves all. */
const hash = hashPassword(PASSWORD);

/** Sign in in place of a code of the second factor, each once. */
export const CODES: readonly string[] = Array.from({ length: 20 }, (_, index) => `aaaabbbbccccdd${10 + index}`);

/**
 * Puts a user into the store, with {@link PASSWORD}; with a second factor where a role needs one.
 * @param unitId null: the root
 * @returns the id
 */
export async function addUser(
  store: Store,
  username: string,
  roles: readonly Role[],
  unitId: string | null = null,
): Promise<string> {
  const unit = unitId ?? (await store.orgUnits.root()).id;
  const passwordHash = await hash;
  return store.transaction(async ({ users, secondFactors }) => {
    const facts = { username, name: username, phone: '', unitId: unit, expiresAt: null, passwordHash };
    const id = await users.add(facts);
    for (const role of roles) await users.addRole(id, role, unit, null);
    if (roles.some((role) => secondFactorRoles.includes(role))) {
      await secondFactors.set(id, 'JBSWY3DPEHPK3PXP', 0, CODES);
    }
    return id;
  });
}
