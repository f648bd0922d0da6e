import type { Kysely } from 'kysely';
import type { Tour } from '../contract/wall.ts';
import type { Schema } from './schema.ts';
import { toTour } from './wall-record.ts';

/** Saved tours, over walls or cameras. */
export class Tours {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** The owner's, and those shared with one of these units; by name. */
  async list(ownerId: string, unitIds: readonly string[]): Promise<Tour[]> {
    const rows = await this.#rows()
      .where((is) => is.or([is('owner_id', '=', ownerId), is('tours.unit_id', 'in', unitIds)]))
      .orderBy('tours.name')
      .orderBy('tours.id')
      .execute();
    return rows.map(toTour);
  }

  async find(id: string): Promise<Tour | null> {
    const row = await this.#rows().where('tours.id', '=', id).executeTakeFirst();
    return row === undefined ? null : toTour(row);
  }

  async count(ownerId: string): Promise<number> {
    const counted = this.#database.selectFrom('tours').where('owner_id', '=', ownerId);
    const { total } = await counted.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return total;
  }

  /** Adds it, or replaces what is stored under its id. */
  async save({ id, name, ownerId, unitId, dwell, content, updatedAt }: Tour): Promise<void> {
    const values = { name, unit_id: unitId, dwell, content: JSON.stringify(content), updated_at: updatedAt };
    await this.#database
      .insertInto('tours')
      .values({ id, owner_id: ownerId, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }

  /** With it goes what sites showed of it. */
  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('tours').where('id', '=', id).execute();
  }

  #rows() {
    return this.#database
      .selectFrom('tours')
      .innerJoin('users', 'users.id', 'tours.owner_id')
      .selectAll('tours')
      .select('users.name as owner_name');
  }
}
