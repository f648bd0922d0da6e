import type { Kysely } from 'kysely';
import { sha256 } from '../keys.ts';
import type { Schema } from './schema.ts';

/** The one-time link that makes the first administrator. Only the hash of its token is kept. */
export class SetupLinks {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** The link printed by an earlier start ends here: only the newest is good. */
  async replace(token: string, now = Date.now()): Promise<void> {
    await this.#database.deleteFrom('setup_links').execute();
    await this.#database
      .insertInto('setup_links')
      .values({ token_hash: sha256(token), created_at: now })
      .execute();
  }

  /** Uses the link up. @returns whether it was good */
  async take(token: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('setup_links')
      .where('token_hash', '=', sha256(token))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
