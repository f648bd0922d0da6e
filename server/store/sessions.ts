import type { Kysely } from 'kysely';
import type { User } from '../contract/session.ts';
import { rowParser } from './row.ts';
import { type Schema, SessionRow } from './schema.ts';
import { Users } from './users.ts';

const MINUTE = 60_000;

/**
 * How long a session lives, ms. Idle counts from the last request or heartbeat of an open page: a wall that somebody
 * looks at for a shift stays, a closed browser does not. Absolute: one shift of 12 h, then the password again.
 */
export const SESSION_IDLE = 30 * MINUTE;
export const SESSION_ABSOLUTE = 12 * 60 * MINUTE;

/** One browser's session. `idHash` is the SHA-256 of the id in its cookie. */
export interface StoredSession {
  idHash: string;
  userId: string | null;
  csrfSecret: string;
  createdAt: number;
}

const parse = rowParser('sessions', SessionRow);

export class Sessions {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Makes it or changes it; its absolute end stays that of its making. */
  async save(session: Omit<StoredSession, 'createdAt'>, now = Date.now()): Promise<void> {
    const { idHash, userId, csrfSecret } = session;
    await this.#database
      .insertInto('sessions')
      .values({ id_hash: idHash, user_id: userId, csrf_secret: csrfSecret, created_at: now, seen_at: now })
      .onConflict((conflict) =>
        conflict.column('id_hash').doUpdateSet({ user_id: userId, csrf_secret: csrfSecret, seen_at: now }),
      )
      .execute();
  }

  /** The session if it still lives. Counts as use, written at most once a minute. */
  async use(idHash: string, now = Date.now()): Promise<StoredSession | null> {
    const found = await this.#database
      .selectFrom('sessions')
      .selectAll()
      .where('id_hash', '=', idHash)
      .where('seen_at', '>', now - SESSION_IDLE)
      .where('created_at', '>', now - SESSION_ABSOLUTE)
      .executeTakeFirst();
    if (found === undefined) return null;
    const row = parse(found);
    if (row.seen_at < now - MINUTE) {
      await this.#database.updateTable('sessions').set({ seen_at: now }).where('id_hash', '=', idHash).execute();
    }
    return { idHash, userId: row.user_id, csrfSecret: row.csrf_secret, createdAt: row.created_at };
  }

  /** The user of a session that still lives, or null. Counts as use. */
  async user(idHash: string, now = Date.now()): Promise<User | null> {
    const session = await this.use(idHash, now);
    if (session === null || session.userId === null) return null;
    return new Users(this.#database).find(session.userId, now);
  }

  async remove(idHash: string): Promise<void> {
    await this.#database.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
  }

  /** Called at start and now and then: those that ended by time are of no use to anybody. */
  async removeEnded(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sessions')
      .where((is) => is.or([is('seen_at', '<=', now - SESSION_IDLE), is('created_at', '<=', now - SESSION_ABSOLUTE)]))
      .execute();
  }
}
