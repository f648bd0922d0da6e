import { type Kysely, sql } from 'kysely';
import type { Static } from 'typebox';
import type { OrgUnit, UnitChange } from '../contract/org.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { OrgUnitChangeRow, OrgUnitRow, type Schema } from './schema.ts';
import { moveBelongings } from './unit-merge.ts';

const parse = rowParser('org_units', OrgUnitRow);
const parseChange = rowParser('org_unit_changes', OrgUnitChangeRow);

/** A line of a unit's history, to be written. */
export type NewUnitChange = UnitChange & { unitId: string };

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

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

  /** The one with this division code that is not retired. */
  async findByCode(civilCode: string): Promise<OrgUnit | null> {
    const row = await this.#database
      .selectFrom('org_units')
      .selectAll()
      .where('civil_code', '=', civilCode)
      .where('state', '<>', 'retired')
      .executeTakeFirst();
    return row === undefined ? null : toUnit(row);
  }

  /** Units right below that are not retired, in no order. */
  async children(id: string): Promise<OrgUnit[]> {
    const query = this.#database.selectFrom('org_units').selectAll();
    return (await query.where('parent_id', '=', id).where('state', '<>', 'retired').execute()).map(toUnit);
  }

  /** Whether nothing hangs on it: no unit that is not retired, person, role, camera or site. */
  async isEmpty(id: string): Promise<boolean> {
    const { rows } = await sql<{ found: number }>`
      select exists (select 1 from org_units where parent_id = ${id} and state <> 'retired')
        or exists (select 1 from users where unit_id = ${id} and screen = 0 and guest_of is null)
        or exists (select 1 from role_assignments join users on users.id = user_id
          where role_assignments.unit_id = ${id} and screen = 0)
        or exists (select 1 from cameras where unit_id = ${id})
        or exists (select 1 from sites where unit_id = ${id}) as found`.execute(this.#database);
    return rows[0]?.found === 0;
  }

  /** Parents before their children. @throws StoreError `conflict` if a division code is in use */
  async add(...units: OrgUnit[]): Promise<void> {
    for (let start = 0; start < units.length; start += BATCH) {
      const rows = units.slice(start, start + BATCH).map(toRow);
      await this.#database.insertInto('org_units').values(rows).execute();
    }
  }

  /** Writes what the unit is now. @throws StoreError `conflict` if its division code is in use */
  async save(unit: OrgUnit): Promise<void> {
    const { id, ...values } = toRow(unit);
    await this.#database.updateTable('org_units').set(values).where('id', '=', id).execute();
  }

  /** Frees the division codes, so that units can take each other's in any order. */
  async clearCodes(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += BATCH) {
      const some = ids.slice(start, start + BATCH);
      await this.#database.updateTable('org_units').set({ civil_code: '' }).where('id', 'in', some).execute();
    }
  }

  /** The oldest first. */
  async history(id: string): Promise<UnitChange[]> {
    const query = this.#database.selectFrom('org_unit_changes').selectAll().where('unit_id', '=', id);
    return (
      await query
        .orderBy('at')
        .orderBy(sql`rowid`)
        .execute()
    ).map((row) => {
      const { at, username, act, before, after } = parseChange(row);
      return { at, username, act, before, after };
    });
  }

  async addHistory(...changes: NewUnitChange[]): Promise<void> {
    for (let start = 0; start < changes.length; start += BATCH) {
      const rows = changes.slice(start, start + BATCH);
      await this.#database
        .insertInto('org_unit_changes')
        .values(rows.map(({ unitId, ...same }) => ({ id: newId(), unit_id: unitId, ...same })))
        .execute();
    }
  }

  /** As {@link moveBelongings}. */
  moveAll(from: string, into: string): Promise<string[]> {
    return moveBelongings(this.#database, from, into);
  }

  /**
   * Ids from the root down to the unit itself: the target of its rights. Empty for a unit that does not exist. Ends
   * even where rows that are not ours make a cycle.
   */
  async path(id: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      with recursive above (id, parent_id, height, way) as (
        select id, parent_id, 0, id from org_units where id = ${id}
        union all
        select org_units.id, org_units.parent_id, height + 1, way || ' ' || org_units.id
        from org_units join above on org_units.id = above.parent_id where instr(way, org_units.id) = 0
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

function toRow(unit: OrgUnit): Static<typeof OrgUnitRow> {
  return {
    id: unit.id,
    parent_id: unit.parentId,
    name: unit.name,
    kind: unit.kind,
    civil_code: unit.civilCode,
    contact_name: unit.contactName,
    contact_phone: unit.contactPhone,
    longitude: unit.longitude,
    latitude: unit.latitude,
    state: unit.state,
    merged_into: unit.mergedInto,
    created_at: unit.createdAt,
    updated_at: unit.updatedAt,
  };
}
