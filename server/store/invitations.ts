import type { Kysely } from 'kysely';
import type { Role } from '../contract/people.ts';
import { sha256 } from '../keys.ts';
import { rowParser } from './row.ts';
import { InvitationRow, type Schema } from './schema.ts';

/** What a one-time link is for: a known user's password (`userId`), or a new user of a role in a unit. */
export type InvitationFor = { userId: string } | { role: Role; unitId: string };

const parse = rowParser('invitations', InvitationRow);

/** One-time links. Only the hash of their token is kept. */
export class Invitations {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** In place of the one before: there is one per user, and one for a new user of a role in a unit. */
  async replace(token: string, purpose: InvitationFor, expiresAt: number): Promise<void> {
    const forUser = 'userId' in purpose;
    await this.#database
      .deleteFrom('invitations')
      .where((is) =>
        forUser
          ? is('user_id', '=', purpose.userId)
          : is.and([is('role', '=', purpose.role), is('unit_id', '=', purpose.unitId)]),
      )
      .execute();
    await this.#database
      .insertInto('invitations')
      .values({
        token_hash: sha256(token),
        user_id: forUser ? purpose.userId : null,
        role: forUser ? null : purpose.role,
        unit_id: forUser ? null : purpose.unitId,
        expires_at: expiresAt,
      })
      .execute();
  }

  /** Null for a token that is wrong, used or out of date. */
  async find(token: string, now = Date.now()): Promise<InvitationFor | null> {
    const row = await this.#database
      .selectFrom('invitations')
      .selectAll()
      .where('token_hash', '=', sha256(token))
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { user_id: userId, role, unit_id: unitId } = parse(row);
    if (userId !== null) return { userId };
    return role === null || unitId === null ? null : { role, unitId };
  }

  /** Voids the link. */
  async remove(token: string): Promise<void> {
    await this.#database.deleteFrom('invitations').where('token_hash', '=', sha256(token)).execute();
  }

  /** Voids all links for a new user of the role: somebody holds it now. */
  async removeForRole(role: Role): Promise<void> {
    await this.#database.deleteFrom('invitations').where('role', '=', role).execute();
  }

  async removeEnded(now = Date.now()): Promise<void> {
    await this.#database.deleteFrom('invitations').where('expires_at', '<=', now).execute();
  }
}
