import { type Kysely, sql } from 'kysely';
import type { OrgUnit } from '../contract/org.ts';
import { rowParser } from './row.ts';
import { OrgUnitRow, type Schema } from './schema.ts';

const parse = rowParser('org_units', OrgUnitRow);

/** The tree of units. */
export class OrgUnits {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** All, with the retired ones, in no order. */
  async list(): Promise<OrgUnit[]> {
    return (await this.#database.selectFrom('org_units').selectAll().execute()).map(toUnit);
  }

  async find(id: string): Promise<OrgUnit | null> {
    const row = await this.#database.selectFrom('org_units').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toUnit(row);
  }

  async root(): Promise<OrgUnit> {
    const row = await this.#database
      .selectFrom('org_units')
      .selectAll()
      .where('parent_id', 'is', null)
      .executeTakeFirstOrThrow();
    return toUnit(row);
  }

  /** Ids from the root down to the unit itself: the target of its rights. Empty for a unit that does not exist. */
  async path(id: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      with recursive above (id, parent_id, height) as (
        select id, parent_id, 0 from org_units where id = ${id}
        union all
        select org_units.id, org_units.parent_id, height + 1 from org_units join above on org_units.id = above.parent_id
      )
      select id from above order by height desc`.execute(this.#database);
    return rows.map((row) => row.id);
  }

  /** Ids of these units and all below them. */
  async below(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ id: string }>`
      with recursive below (id) as (
        select id from org_units where id in (${sql.join(ids)})
        union
        select org_units.id from org_units join below on org_units.parent_id = below.id
      )
      select id from below`.execute(this.#database);
    return rows.map((row) => row.id);
  }
}

function toUnit(found: unknown): OrgUnit {
  const row = parse(found);
  return {
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    kind: row.kind,
    civilCode: row.civil_code,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    longitude: row.longitude,
    latitude: row.latitude,
    state: row.state,
    mergedInto: row.merged_into,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
