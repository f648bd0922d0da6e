import type { Kysely } from 'kysely';
import { sha256 } from '../keys.ts';
import { rowParser } from './row.ts';
import { type Schema, SignInFailureRow } from './schema.ts';

/** Mistyped passwords that cost nothing. */
const FREE_FAILURES = 4;
/**
 * Longest delay, ms. Not longer: whoever knows a name can fail on purpose, and must not lock a duty officer out of an
 * emergency. At one guess a minute a password of 12 characters is out of reach.
 */
const LONGEST_DELAY = 60_000;

const parse = rowParser('sign_in_failures', SignInFailureRow);

/**
 * Failed sign-ins per name, whether such a user exists or not: the answer does not tell. Kept in the database, so that
 * a restart gives no new tries.
 */
export class SignInFailures {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /**
   * When the next attempt is looked at, ms since 1970; 0: at once, also where it is further off than any delay: a clock
   * that was set back must not lock anybody out for as long as it had been wrong.
   */
  async nextAt(username: string, now = Date.now()): Promise<number> {
    const nextAt = (await this.#find(username))?.next_at ?? 0;
    return nextAt > now + LONGEST_DELAY ? 0 : nextAt;
  }

  /** After the free ones: 1 s, 2 s, 4 s, ... at most {@link LONGEST_DELAY}. */
  async add(username: string, now = Date.now()): Promise<void> {
    const failures = ((await this.#find(username))?.failures ?? 0) + 1;
    const delay = failures <= FREE_FAILURES ? 0 : Math.min(1000 * 2 ** (failures - FREE_FAILURES - 1), LONGEST_DELAY);
    const values = { failures, next_at: now + delay };
    await this.#database
      .insertInto('sign_in_failures')
      .values({ name_hash: key(username), ...values })
      .onConflict((conflict) => conflict.column('name_hash').doUpdateSet(values))
      .execute();
  }

  async clear(username: string): Promise<void> {
    await this.#database.deleteFrom('sign_in_failures').where('name_hash', '=', key(username)).execute();
  }

  /** Forgets those whose last attempt was more than a day ago. */
  async removeOld(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sign_in_failures')
      .where('next_at', '<', now - 24 * 60 * LONGEST_DELAY)
      .execute();
  }

  async #find(username: string): Promise<ReturnType<typeof parse> | null> {
    const row = await this.#database
      .selectFrom('sign_in_failures')
      .selectAll()
      .where('name_hash', '=', key(username))
      .executeTakeFirst();
    return row === undefined ? null : parse(row);
  }
}

function key(username: string): string {
  return sha256(username.toLowerCase());
}
