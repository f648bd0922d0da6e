import type { Kysely } from 'kysely';
import type { Site } from '../contract/org.ts';
import { rowParser } from './row.ts';
import { type Schema, SiteRow } from './schema.ts';

const parse = rowParser('sites', SiteRow);

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

/** Rooms with screens and people, below units. */
export class Sites {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** All, by name. */
  async list(): Promise<Site[]> {
    const query = this.#database.selectFrom('sites').selectAll().orderBy('name').orderBy('id');
    return (await query.execute()).map(toSite);
  }

  async find(id: string): Promise<Site | null> {
    const row = await this.#database.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toSite(row);
  }

  async findByName(unitId: string, name: string): Promise<Site | null> {
    const query = this.#database.selectFrom('sites').selectAll().where('unit_id', '=', unitId);
    const row = await query.where('name', '=', name).executeTakeFirst();
    return row === undefined ? null : toSite(row);
  }

  async add(...sites: Site[]): Promise<void> {
    for (let start = 0; start < sites.length; start += BATCH) {
      const rows = sites.slice(start, start + BATCH);
      await this.#database.insertInto('sites').values(rows.map(toRow)).execute();
    }
  }

  /** Writes what the site is now. */
  async save(site: Site): Promise<void> {
    await this.#database.updateTable('sites').set(toRow(site)).where('id', '=', site.id).execute();
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('sites').where('id', '=', id).execute();
  }
}

function toSite(found: unknown): Site {
  const { unit_id, ...same } = parse(found);
  return { ...same, unitId: unit_id };
}

function toRow({ unitId, ...same }: Site) {
  return { ...same, unit_id: unitId };
}
