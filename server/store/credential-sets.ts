import type { Kysely } from 'kysely';
import type { CredentialSet } from '../contract/credential-set.ts';
import type { Keys } from '../keys.ts';
import { rowParser } from './row.ts';
import { CredentialSetRow, type Schema } from './schema.ts';

/** A set with what never leaves the hub. */
export interface StoredCredentialSet extends CredentialSet {
  password: string;
  /** ms since 1970. */
  createdAt: number;
  updatedAt: number;
}

const parse = rowParser('credential_sets', CredentialSetRow);

/** User names and passwords that many cameras share; passwords are sealed on the way in and opened on the way out. */
export class CredentialSets {
  readonly #database: Kysely<Schema>;
  readonly #keys: Keys;

  constructor(database: Kysely<Schema>, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /** In the order in which they are tried. */
  async list(): Promise<StoredCredentialSet[]> {
    const query = this.#database.selectFrom('credential_sets').selectAll().orderBy('position').orderBy('name');
    return (await query.execute()).map((row) => this.#toSet(row));
  }

  async find(id: string): Promise<StoredCredentialSet | null> {
    const query = this.#database.selectFrom('credential_sets').selectAll().where('id', '=', id);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : this.#toSet(row);
  }

  /** Adds it, or replaces what is stored under its id. @throws StoreError `conflict` if its name is taken */
  async save(set: StoredCredentialSet): Promise<void> {
    const { id, name, username, carrier, position, createdAt, updatedAt } = set;
    const password = this.#keys.seal(set.password, id);
    const values = { name, username, password, carrier, position, created_at: createdAt, updated_at: updatedAt };
    await this.#database
      .insertInto('credential_sets')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('credential_sets').where('id', '=', id).execute();
  }

  #toSet(found: unknown): StoredCredentialSet {
    const { created_at: createdAt, updated_at: updatedAt, password, ...same } = parse(found);
    return { ...same, password: this.#keys.open(password, same.id), createdAt, updatedAt };
  }
}
