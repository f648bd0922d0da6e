import type { Kysely } from 'kysely';
import { sha256 } from '../keys.ts';
import type { Schema } from './schema.ts';

/** How long an address counts as the user's after the last sign-in from it, ms: 90 days. */
const KNOWN_FOR = 90 * 86_400_000;

/** Where each user has signed in from: exact addresses, and browsers by the token that they keep. */
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

  /** The browser's new token, in place of the one that it had. */
  async addDevice(userId: string, token: string, before: string | null, at = Date.now()): Promise<void> {
    const devices = this.#database.deleteFrom('sign_in_devices').where('user_id', '=', userId);
    await devices.where('token_hash', '=', sha256(before ?? '')).execute();
    const values = { user_id: userId, token_hash: sha256(token), at };
    await this.#database.insertInto('sign_in_devices').values(values).execute();
  }

  /** Whether the user has signed in with that browser lately. */
  async hasDevice(userId: string, token: string, now = Date.now()): Promise<boolean> {
    const row = await this.#database
      .selectFrom('sign_in_devices')
      .select('at')
      .where('user_id', '=', userId)
      .where('token_hash', '=', sha256(token))
      .where('at', '>', now - KNOWN_FOR)
      .executeTakeFirst();
    return row !== undefined;
  }

  async removeOld(now = Date.now()): Promise<void> {
    await this.#database
      .deleteFrom('sign_in_addresses')
      .where('at', '<=', now - KNOWN_FOR)
      .execute();
    await this.#database
      .deleteFrom('sign_in_devices')
      .where('at', '<=', now - KNOWN_FOR)
      .execute();
  }
}
