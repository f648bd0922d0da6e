import type { Kysely } from 'kysely';
import { type Role, type RoleAssignment, secondFactorRoles } from '../contract/people.ts';
import type { User } from '../contract/session.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { RoleAssignmentRow, type Schema, UserRow } from './schema.ts';

/** A user with what only the sign-in may see. */
export interface StoredUser extends User {
  /** Empty: none was set yet, and nothing fits it. */
  passwordHash: string;
}

/** What a new user is made of; `passwordHash` empty: invited. */
export interface NewUser {
  username: string;
  name: string;
  phone: string;
  unitId: string;
  expiresAt: number | null;
  passwordHash: string;
}

const parse = rowParser('users', UserRow);
const parseRole = rowParser('role_assignments', RoleAssignmentRow);

export class Users {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** @returns the id @throws StoreError `conflict` if the name is taken (upper and lower case are the same) */
  async add(user: NewUser, now = Date.now()): Promise<string> {
    const { username, name, phone, unitId, expiresAt, passwordHash } = user;
    const id = newId();
    await this.#database
      .insertInto('users')
      .values({
        id,
        username,
        name,
        phone,
        unit_id: unitId,
        expires_at: expiresAt,
        password_hash: passwordHash,
        disabled: 0,
        totp_secret: null,
        totp_step: 0,
        previous_sign_in_at: null,
        previous_sign_in_address: null,
        last_sign_in_at: null,
        last_sign_in_address: null,
        created_at: now,
        updated_at: now,
      })
      .execute();
    return id;
  }

  /** With the roles that hold now; null for one who does not exist, is disabled or has expired. */
  async find(id: string, now = Date.now()): Promise<User | null> {
    const row = await this.#database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : this.#toUser(parse(row), now);
  }

  /** As {@link find}, by name: upper and lower case are the same. */
  async findByName(username: string, now = Date.now()): Promise<StoredUser | null> {
    const row = await this.#database
      .selectFrom('users')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst();
    const user = row && (await this.#toUser(parse(row), now));
    return user && row ? { ...user, passwordHash: row.password_hash } : null;
  }

  /** Whether anybody who may sign in holds the role, anywhere. */
  async hasRole(role: Role, now = Date.now()): Promise<boolean> {
    const row = await this.#database
      .selectFrom('role_assignments')
      .innerJoin('users', 'users.id', 'role_assignments.user_id')
      .select('users.id')
      .where('role', '=', role)
      .where('disabled', '=', 0)
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @throws StoreError `conflict` if the user holds it in this unit already */
  async addRole(userId: string, role: Role, unitId: string, until: number | null, now = Date.now()): Promise<string> {
    const id = newId();
    await this.#database
      .insertInto('role_assignments')
      .values({ id, user_id: userId, role, unit_id: unitId, until, created_at: now })
      .execute();
    return id;
  }

  async #toUser(row: ReturnType<typeof parse>, now: number): Promise<User | null> {
    if (row.disabled === 1 || (row.expires_at !== null && row.expires_at <= now)) return null;
    const roles = await this.#rolesOf(row.id, now);
    const mustEnrol = row.totp_secret === null && roles.some(({ role }) => secondFactorRoles.includes(role));
    return { id: row.id, username: row.username, name: row.name, unitId: row.unit_id, roles, mustEnrol };
  }

  async #rolesOf(userId: string, now: number): Promise<RoleAssignment[]> {
    const rows = await this.#database
      .selectFrom('role_assignments')
      .selectAll()
      .where('user_id', '=', userId)
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .orderBy('created_at')
      .execute();
    return rows.map(parseRole).map(({ id, role, unit_id: unitId, until }) => ({ id, role, unitId, until }));
  }
}
