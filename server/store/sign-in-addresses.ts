import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** How long an address counts as the user's after the last sign-in from it, ms: 90 days. */
const KNOWN_FOR = 90 * 86_400_000;

/** Where each user has signed in from. */
export class SignInAddresses {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(userId: string, address: string, at = Date.now()): Promise<void> {
    await this.#database
      .insertInto('sign_in_addresses')
      .values({ user_id: userId, address, at })
      .onConflict((conflict) => conflict.columns(['user_id', 'address']).doUpdateSet({ at }))
      .execute();
  }

  /** Whether the user has signed in from there lately. */
  async has(userId: string, address: string, now = Date.now()): Promise<boolean> {
    const row = await this.#database
      .selectFrom('sign_in_addresses')
      .select('at')
      .where('user_id', '=', userId)
      .where('address', '=', address)
      .where('at', '>', now - KNOWN_FOR)
      .executeTakeFirst();
    return row !== undefined;
  }

  async removeOld(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sign_in_addresses')
      .where('at', '<=', now - KNOWN_FOR)
      .execute();
  }
}
