import { type Kysely, sql } from 'kysely';
import { type Static, Type } from 'typebox';
import type { Shift, ShiftCreate } from '../contract/roster.ts';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { type Schema, ShiftRow } from './schema.ts';

const Row = Type.Object({ ...ShiftRow.properties, name: Type.String(), phone: Type.String() });
const parse = rowParser('shifts', Row);

/** When a shift is over: as planned, or before. A planned one that was taken off is over before it begins. */
const over = sql<number>`coalesce(shifts.ended_at, shifts.ends_at)`;

/** The roster. A shift is never removed: who was on duty stays known. */
export class Shifts {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** @returns the id */
  async add({ unitId, userId, startsAt, endsAt }: ShiftCreate): Promise<string> {
    const id = newId();
    await this.#database
      .insertInto('shifts')
      .values({
        id,
        unit_id: unitId,
        user_id: userId,
        starts_at: startsAt,
        ends_at: endsAt,
        ended_at: null,
        handover_note: '',
      })
      .execute();
    return id;
  }

  async find(id: string): Promise<Shift | null> {
    const row = await this.#rows().where('shifts.id', '=', id).executeTakeFirst();
    return row === undefined ? null : toShift(parse(row));
  }

  /** Those of these units that touch the span, in the order in which they begin. */
  async list(unitIds: readonly string[], from: number, to: number): Promise<Shift[]> {
    if (unitIds.length === 0) return [];
    const rows = await this.#rows()
      .where('shifts.unit_id', 'in', unitIds)
      .where('shifts.ends_at', '>', from)
      .where(over, '>', from)
      .where('shifts.starts_at', '<', to)
      .whereRef('shifts.starts_at', '<', over)
      .orderBy('shifts.starts_at')
      .orderBy('shifts.id')
      .execute();
    return rows.map((row) => toShift(parse(row)));
  }

  /** Whether the user is on duty at any time of the span. */
  async touches(userId: string, from: number, to: number): Promise<boolean> {
    const row = await this.#database
      .selectFrom('shifts')
      .select('id')
      .where('user_id', '=', userId)
      .where(over, '>', from)
      .where('starts_at', '<', to)
      .whereRef('starts_at', '<', over)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Ends it before its time; one that has not begun is taken off. @returns whether it was not over yet */
  async end(id: string, note: string, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('shifts')
      .set({ ended_at: now, handover_note: note })
      .where('id', '=', id)
      .where(over, '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  #rows() {
    return this.#database
      .selectFrom('shifts')
      .innerJoin('users', 'users.id', 'shifts.user_id')
      .selectAll('shifts')
      .select(['users.name', 'users.phone']);
  }
}

function toShift(row: Static<typeof Row>): Shift {
  return {
    id: row.id,
    unitId: row.unit_id,
    userId: row.user_id,
    name: row.name,
    phone: row.phone,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    endedAt: row.ended_at,
    handoverNote: row.handover_note,
  };
}
