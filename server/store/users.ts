import type { Kysely } from 'kysely';
import type { Role, User } from '../contract/session.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { type Schema, UserRow } from './schema.ts';

/** A user with what only the sign-in may see. */
export interface StoredUser extends User {
  passwordHash: string;
}

const parse = rowParser('users', UserRow);

export class Users {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** @throws StoreError `conflict` if the name is taken (upper and lower case are the same) */
  async add(user: { username: string; role: Role; passwordHash: string }, now = Date.now()): Promise<User> {
    const { username, role, passwordHash } = user;
    const id = newId();
    await this.#database
      .insertInto('users')
      .values({ id, username, role, password_hash: passwordHash, created_at: now, updated_at: now })
      .execute();
    return { id, username, role };
  }

  async find(id: string): Promise<User | null> {
    const row = await this.#database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toUser(row);
  }

  async findByName(username: string): Promise<StoredUser | null> {
    const row = await this.#database
      .selectFrom('users')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst();
    return row === undefined ? null : { ...toUser(row), passwordHash: parse(row).password_hash };
  }

  /** Whether the first start is over. */
  async hasAdministrator(): Promise<boolean> {
    const row = await this.#database
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'administrator')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }
}

function toUser(row: unknown): User {
  const { id, username, role } = parse(row);
  return { id, username, role };
}
