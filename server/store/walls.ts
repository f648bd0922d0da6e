import type { Kysely } from 'kysely';
import type { Wall } from '../contract/wall.ts';
import type { Schema } from './schema.ts';
import { toWall } from './wall-record.ts';

/** Saved walls. */
export class Walls {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** The owner's, and those shared with one of these units; by name. */
  async list(ownerId: string, unitIds: readonly string[]): Promise<Wall[]> {
    const rows = await this.#rows()
      .where((is) => is.or([is('owner_id', '=', ownerId), is('walls.unit_id', 'in', unitIds)]))
      .orderBy('walls.name')
      .orderBy('walls.id')
      .execute();
    return rows.map(toWall);
  }

  async find(id: string): Promise<Wall | null> {
    const row = await this.#rows().where('walls.id', '=', id).executeTakeFirst();
    return row === undefined ? null : toWall(row);
  }

  async count(ownerId: string): Promise<number> {
    const counted = this.#database.selectFrom('walls').where('owner_id', '=', ownerId);
    const { total } = await counted.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return total;
  }

  /** Adds it, or replaces what is stored under its id. */
  async save({ id, name, ownerId, unitId, screens, updatedAt }: Wall): Promise<void> {
    const values = { name, unit_id: unitId, screens: JSON.stringify(screens), updated_at: updatedAt };
    await this.#database
      .insertInto('walls')
      .values({ id, owner_id: ownerId, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }

  /** With it goes what sites showed of it; tours keep a place that is empty. */
  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('walls').where('id', '=', id).execute();
  }

  #rows() {
    return this.#database
      .selectFrom('walls')
      .innerJoin('users', 'users.id', 'walls.owner_id')
      .selectAll('walls')
      .select('users.name as owner_name');
  }
}
