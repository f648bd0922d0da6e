import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import type { User } from '../contract/session.ts';
import { rowParser } from './row.ts';
import { type Schema, SessionRow } from './schema.ts';
import { Users } from './users.ts';

const MINUTE = 60_000;

/**
 * How long a session lives, ms. Idle counts from the last request or heartbeat of an open page: a wall that somebody
 * looks at for a shift stays, a closed browser does not. Absolute: one shift of 12 h, then the password again. A session
 * that was made with an end of its own (of a screen) has that one, and comes back after a night without power.
 */
export const SESSION_IDLE = 30 * MINUTE;
export const SESSION_ABSOLUTE = 12 * 60 * MINUTE;
export const SCREEN_IDLE = 24 * 60 * MINUTE;

/** One browser's session. `idHash` is the SHA-256 of the id in its cookie. */
export interface StoredSession {
  idHash: string;
  userId: string | null;
  csrfSecret: string;
  /** Of the browser, when it signed in. */
  address: string;
  /** As the browser names itself. */
  browser: string;
  createdAt: number;
  seenAt: number;
}

type Changes = Omit<StoredSession, 'createdAt' | 'seenAt'>;

const parse = rowParser('sessions', SessionRow);

export class Sessions {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /**
   * A session of a user. Only with what proves in the same transaction that the user may have one. `endsAt`: an end of its
   * own, ms since 1970.
   */
  async begin(session: Changes & { userId: string; endsAt?: number | null }, now = Date.now()): Promise<void> {
    const values = { ...toValues(session, now), ends_at: session.endsAt ?? null };
    await this.#database
      .insertInto('sessions')
      .values({ id_hash: session.idHash, created_at: now, ...values })
      .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(values))
      .execute();
  }

  /**
   * Changes it, and makes one of nobody; its absolute end stays that of its making. One of a user that was ended in the
   * meantime stays ended.
   */
  async save(session: Changes, now = Date.now()): Promise<void> {
    const { idHash, userId } = session;
    const values = toValues(session, now);
    if (userId === null) {
      await this.#database
        .insertInto('sessions')
        .values({ id_hash: idHash, created_at: now, ends_at: null, ...values })
        .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(values).where('sessions.user_id', 'is', null))
        .execute();
    } else {
      const query = this.#database.updateTable('sessions').set(values);
      await query.where('id_hash', '=', idHash).where('user_id', '=', userId).execute();
    }
  }

  /** The session if it still lives. Counts as use, written at most once a minute. */
  async use(idHash: string, now = Date.now()): Promise<StoredSession | null> {
    const found = await this.#living(now).where('id_hash', '=', idHash).executeTakeFirst();
    if (found === undefined) return null;
    const session = toSession(found);
    if (session.seenAt < now - MINUTE) {
      await this.#database.updateTable('sessions').set({ seen_at: now }).where('id_hash', '=', idHash).execute();
    }
    return session;
  }

  /** Of a user; those that still live, the newest first. */
  async list(userId: string, now = Date.now()): Promise<StoredSession[]> {
    const rows = await this.#living(now).where('user_id', '=', userId).orderBy('created_at', 'desc').execute();
    return rows.map(toSession);
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

  /** Ends all sessions of a user but `except`. @returns the ended ones' `idHash` */
  async removeOf(userId: string, except?: string): Promise<string[]> {
    const rows = await this.#database.selectFrom('sessions').select('id_hash').where('user_id', '=', userId).execute();
    const ended = rows.map((row) => row.id_hash).filter((idHash) => idHash !== except);
    for (const idHash of ended) await this.remove(idHash);
    return ended;
  }

  /** Called at start and now and then: those that ended by time are of no use to anybody. */
  async removeEnded(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sessions')
      .where((is) => is.not(isLiving(now)))
      .execute();
  }

  #living(now: number) {
    return this.#database.selectFrom('sessions').selectAll().where(isLiving(now));
  }
}

function isLiving(now: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`case when ends_at is null
    then seen_at > ${now - SESSION_IDLE} and created_at > ${now - SESSION_ABSOLUTE}
    else seen_at > ${now - SCREEN_IDLE} and ends_at > ${now} end`;
}

function toValues({ userId, csrfSecret, address, browser }: Changes, now: number) {
  return { user_id: userId, csrf_secret: csrfSecret, address, browser, seen_at: now };
}

function toSession(found: unknown): StoredSession {
  const row = parse(found);
  return {
    idHash: row.id_hash,
    userId: row.user_id,
    csrfSecret: row.csrf_secret,
    address: row.address,
    browser: row.browser,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  };
}
