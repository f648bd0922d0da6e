import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../server/contract/people.ts';
import { Keys } from '../../server/keys.ts';
import { hashPassword } from '../../server/password.ts';
import { Store } from '../../server/store/store.ts';

/** Someone who can sign in at a rig's hub. */
export interface RigPerson {
  username: string;
  password: string;
  /** Each holds in the whole county. */
  roles: readonly Role[];
}

const password = 'a long enough passphrase';

/** Registers cameras, and may see them for maintenance. */
export const TECHNICIAN: RigPerson = { username: 'technician', password, roles: ['technician'] };
/** May see cameras while on duty, and in an incident. */
export const DUTY_OFFICER: RigPerson = { username: 'duty-officer', password, roles: ['duty-officer'] };

/**
 * Puts people into the data folder of a hub that does not run. Whoever holds a role that needs a second factor must still
 * set it up.
 */
export async function addPeople(dataFolder: string, people: readonly RigPerson[]): Promise<void> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const store = await Store.open(join(dataFolder, 'hub.sqlite'), Keys.load(dataFolder));
  try {
    const { id: unitId } = await store.orgUnits.root();
    // One costs as much as a sign-in: those with the same password share it.
    const hashes = new Map<string, string>();
    for (const { password } of people) {
      if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
    }
    await store.transaction(async ({ users }) => {
      for (const { username, password, roles } of people) {
        const passwordHash = hashes.get(password) ?? '';
        const id = await users.add({ username, name: username, phone: '', unitId, expiresAt: null, passwordHash });
        for (const role of roles) await users.addRole(id, role, unitId, null);
      }
    });
  } finally {
    await store.close();
  }
}
