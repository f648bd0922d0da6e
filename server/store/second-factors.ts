import type { Kysely } from 'kysely';
import { type Keys, sha256 } from '../keys.ts';
import type { Schema } from './schema.ts';

/** TOTP secrets, sealed and bound to their user, and recovery codes, of which only the hash is kept. */
export class SecondFactors {
  readonly #database: Kysely<Schema>;
  readonly #keys: Keys;

  constructor(database: Kysely<Schema>, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /** The secret in Base32; null where none is set up. */
  async secret(userId: string): Promise<string | null> {
    const row = await this.#database
      .selectFrom('users')
      .select('totp_secret')
      .where('id', '=', userId)
      .executeTakeFirst();
    const sealed = row?.totp_secret ?? null;
    return sealed === null ? null : this.#keys.open(sealed, owner(userId));
  }

  /** Sets it up, in place of one before. `step`: of the code that proved it; it and those before are used up. */
  async set(userId: string, secret: string, step: number, recoveryCodes: readonly string[]): Promise<void> {
    await this.remove(userId);
    await this.#database
      .updateTable('users')
      .set({ totp_secret: this.#keys.seal(secret, owner(userId)), totp_step: step })
      .where('id', '=', userId)
      .execute();
    for (const code of recoveryCodes) {
      await this.#database
        .insertInto('recovery_codes')
        .values({ user_id: userId, code_hash: sha256(code) })
        .execute();
    }
  }

  /** @returns false where the step's code, or a later one, was used before */
  async useStep(userId: string, step: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('users')
      .set({ totp_step: step })
      .where('id', '=', userId)
      .where('totp_step', '<', step)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** @returns false where it is none, or was used before */
  async useRecoveryCode(userId: string, code: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('recovery_codes')
      .where('user_id', '=', userId)
      .where('code_hash', '=', sha256(code))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async remove(userId: string): Promise<void> {
    await this.#database
      .updateTable('users')
      .set({ totp_secret: null, totp_step: 0 })
      .where('id', '=', userId)
      .execute();
    await this.#database.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  }
}

/** A secret copied into another user's row, or from a camera's, does not open. */
function owner(userId: string): string {
  return `totp ${userId}`;
}
