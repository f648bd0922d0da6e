import type { Kysely } from 'kysely';
import { type PersonUpdate, type Role, type RoleAssignment, secondFactorRoles } from '../contract/people.ts';
import type { User } from '../contract/session.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { RoleAssignmentRow, type Schema, UserRow } from './schema.ts';

/** A user with what only the sign-in may see. */
export interface StoredUser {
  user: User;
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
  /** A screen in a room, and no person. */
  isScreen?: boolean;
  /** A guest of this meeting, and no person. */
  guestOf?: string;
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
    const { username, name, phone, unitId, expiresAt, passwordHash, isScreen = false, guestOf = null } = user;
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
        link_used_at: null,
        link_used_address: null,
        screen: isScreen ? 1 : 0,
        guest_of: guestOf,
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
    if (row === undefined) return null;
    const user = await this.#toUser(parse(row), now);
    return user === null ? null : { user, passwordHash: row.password_hash };
  }

  /** Whether somebody has the name, also one who cannot sign in. */
  async isTaken(username: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('users')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The hash of a user's password; empty: none, and nothing fits it. */
  async passwordHash(id: string): Promise<string> {
    const row = await this.#database
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.password_hash ?? '';
  }

  /** `passwordHash` empty: the user has to be invited anew. */
  async setPassword(id: string, passwordHash: string, now = Date.now()): Promise<void> {
    const values = { password_hash: passwordHash, updated_at: now };
    await this.#database.updateTable('users').set(values).where('id', '=', id).execute();
  }

  /** Changes what is given. */
  async update(
    id: string,
    { name, phone, unitId, expiresAt, disabled }: PersonUpdate,
    now = Date.now(),
  ): Promise<void> {
    const values = {
      updated_at: now,
      ...(name !== undefined && { name }),
      ...(phone !== undefined && { phone }),
      ...(unitId !== undefined && { unit_id: unitId }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(disabled !== undefined && { disabled: disabled ? (1 as const) : (0 as const) }),
    };
    await this.#database.updateTable('users').set(values).where('id', '=', id).execute();
  }

  /** Notes that the user's one-time link was used. */
  async linkUsed(id: string, address: string, now = Date.now()): Promise<void> {
    const values = { link_used_at: now, link_used_address: address };
    await this.#database.updateTable('users').set(values).where('id', '=', id).execute();
  }

  /** Notes a sign-in; what was the last one becomes the one before. */
  async signedIn(id: string, address: string, now = Date.now()): Promise<void> {
    await this.#database
      .updateTable('users')
      .set((row) => ({
        previous_sign_in_at: row.ref('last_sign_in_at'),
        previous_sign_in_address: row.ref('last_sign_in_address'),
        last_sign_in_at: now,
        last_sign_in_address: address,
      }))
      .where('id', '=', id)
      .execute();
  }

  /** The sign-in before the present one; null: there was none. */
  async previousSignIn(id: string): Promise<{ at: number; address: string } | null> {
    const found = await this.#database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    if (found === undefined) return null;
    const { previous_sign_in_at: at, previous_sign_in_address: address } = parse(found);
    return at === null ? null : { at, address: address ?? '' };
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

  /** An assignment that holds now, with whose it is; null: there is none. */
  async findRole(id: string, now = Date.now()): Promise<(RoleAssignment & { userId: string }) | null> {
    const row = await this.#database
      .selectFrom('role_assignments')
      .selectAll()
      .where('id', '=', id)
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .executeTakeFirst();
    return row === undefined ? null : { ...toAssignment(row), userId: row.user_id };
  }

  /** The roles that the user holds now, also one who cannot sign in. */
  async roles(userId: string, now = Date.now()): Promise<RoleAssignment[]> {
    const rows = await this.#database
      .selectFrom('role_assignments')
      .selectAll()
      .where('user_id', '=', userId)
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .orderBy('created_at')
      .execute();
    return rows.map(toAssignment);
  }

  /** The roles that hold now in this very unit, with whose they are. */
  async rolesIn(unitId: string, now = Date.now()): Promise<(RoleAssignment & { userId: string; name: string })[]> {
    const rows = await this.#database
      .selectFrom('role_assignments')
      .innerJoin('users', 'users.id', 'role_assignments.user_id')
      .selectAll('role_assignments')
      .select('users.name')
      .where('role_assignments.unit_id', '=', unitId)
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .execute();
    return rows.map((row) => ({ ...toAssignment(row), userId: row.user_id, name: row.name }));
  }

  async removeRole(id: string): Promise<void> {
    await this.#database.deleteFrom('role_assignments').where('id', '=', id).execute();
  }

  /** Those that ended by time; they would stand in the way of a new one. */
  async removeEndedRoles(userId: string, now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('role_assignments')
      .where('user_id', '=', userId)
      .where('until', '<=', now)
      .execute();
  }

  /** How many can sign in and hold the role in this unit: `now`, and `lasting`, with no end to role or account. */
  async holders(role: Role, unitId: string, now = Date.now()): Promise<{ now: number; lasting: number }> {
    const rows = await this.#database
      .selectFrom('role_assignments')
      .innerJoin('users', 'users.id', 'role_assignments.user_id')
      .select(['until', 'expires_at'])
      .where('role', '=', role)
      .where('role_assignments.unit_id', '=', unitId)
      .where('disabled', '=', 0)
      .where('password_hash', '<>', '')
      .where((is) => is.or([is('until', 'is', null), is('until', '>', now)]))
      .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
      .execute();
    const lasting = rows.filter((row) => row.until === null && row.expires_at === null);
    return { now: rows.length, lasting: lasting.length };
  }

  /** Users whose account or one of whose roles ended in the span (after `from`, up to `to`). */
  async endedBetween(from: number, to: number): Promise<string[]> {
    const accounts = await this.#database
      .selectFrom('users')
      .select('id')
      .where('expires_at', '>', from)
      .where('expires_at', '<=', to)
      .execute();
    const roles = await this.#database
      .selectFrom('role_assignments')
      .select('user_id as id')
      .where('until', '>', from)
      .where('until', '<=', to)
      .execute();
    return [...new Set([...accounts, ...roles].map(({ id }) => id))];
  }

  async #toUser(row: ReturnType<typeof parse>, now: number): Promise<User | null> {
    if (row.disabled === 1 || (row.expires_at !== null && row.expires_at <= now)) return null;
    const roles = await this.roles(row.id, now);
    const mustEnrol = row.totp_secret === null && roles.some(({ role }) => secondFactorRoles.includes(role));
    const { id, username, name, unit_id: unitId, guest_of: guestOf } = row;
    return { id, username, name, unitId, roles, mustEnrol, guestOf };
  }
}

function toAssignment(found: unknown): RoleAssignment {
  const { id, role, unit_id: unitId, until } = parseRole(found);
  return { id, role, unitId, until };
}
