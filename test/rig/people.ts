import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { type Role, secondFactorRoles } from '../../server/contract/people.ts';
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
/** Keeps the roster, decides on what others ask for, and reads the report. */
export const TOWN_OFFICIAL: RigPerson = { username: 'town-official', password, roles: ['town-official'] };
/** The three of whom nobody may be two. */
export const SYSTEM: RigPerson = { username: 'system', password, roles: ['system-administrator'] };
export const SECURITY: RigPerson = { username: 'security', password, roles: ['security-administrator'] };
export const AUDIT: RigPerson = { username: 'audit', password, roles: ['audit-administrator'] };

/** Of all who need a second factor; each code of it signs the same person in once. */
const SECRET = new Secret({ size: 20 }).base32;

/** What an authenticator shows now. */
export function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

/** The code that the person signs in with; undefined where none is asked for. */
export function codeFor({ roles }: RigPerson): string | undefined {
  return needsCode(roles) ? codeOf(SECRET) : undefined;
}

function needsCode(roles: readonly Role[]): boolean {
  return roles.some((role) => secondFactorRoles.includes(role));
}

/** Puts people into the data folder of a hub that does not run; those who need a second factor have one. */
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
    await store.transaction(async ({ users, secondFactors }) => {
      for (const { username, password, roles } of people) {
        const passwordHash = hashes.get(password) ?? '';
        const id = await users.add({ username, name: username, phone: '', unitId, expiresAt: null, passwordHash });
        for (const role of roles) await users.addRole(id, role, unitId, null);
        if (needsCode(roles)) await secondFactors.set(id, SECRET, 0, []);
      }
    });
  } finally {
    await store.close();
  }
}
