import { type Kysely, sql } from 'kysely';
import { AttendanceRow, RollMarkRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

/** Somebody comes in. `id`: of this stay. */
export interface Entry {
  id: string;
  meetingId: string;
  userId: string;
  /** Name and unit as they are now. */
  name: string;
  unitId: string;
  isGuest: boolean;
  /** ms since 1970 */
  at: number;
}

/** One stay; somebody who came back has several. */
export interface Stay {
  id: string;
  userId: string;
  name: string;
  unitId: string;
  /** Of a screen; null: a person. */
  siteId: string | null;
  isGuest: boolean;
  /** ms since 1970; `leftAt` null: still there. */
  joinedAt: number;
  leftAt: number | null;
}

/** How the last roll call found a unit, a site or a person. */
export interface RollMark {
  kind: 'unit' | 'site' | 'person';
  id: string;
  mark: 'present' | 'absent';
}

const parse = rowParser('attendances', AttendanceRow);
const parseMark = rowParser('roll_marks', RollMarkRow);

/** Who was in which meeting. Nothing is kept of a private one: the database itself refuses it. */
export class Attendances {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** @throws StoreError `conflict` of a private meeting, or one that does not exist */
  async enter({ id, meetingId, userId, name, unitId, isGuest, at }: Entry): Promise<void> {
    await this.#database
      .insertInto('attendances')
      .values((is) => ({
        id,
        meeting_id: meetingId,
        user_id: userId,
        name,
        unit_id: unitId,
        site_id: is.selectFrom('kiosks').select('site_id').where('user_id', '=', userId),
        is_guest: isGuest ? 1 : 0,
        joined_at: at,
        left_at: null,
      }))
      .execute();
  }

  /** The stay of this id is over; one that is over already keeps its end. */
  async leave(id: string, at: number): Promise<void> {
    const query = this.#database.updateTable('attendances').set({ left_at: at });
    await query.where('id', '=', id).where('left_at', 'is', null).execute();
  }

  /** The stay of this id never was. */
  async undo(id: string): Promise<void> {
    await this.#database.deleteFrom('attendances').where('id', '=', id).execute();
  }

  /** Of stays that a hub has left open, which was cut off: they end now, and no later than their meeting. */
  async endAll(now: number): Promise<void> {
    await sql`update attendances set left_at = max(joined_at, min(${now},
      (select coalesce(ended_at, ends_at) from meetings where id = meeting_id))) where left_at is null`.execute(
      this.#database,
    );
  }

  /** In place of the mark before. @throws StoreError `conflict` of a private meeting, or one that does not exist */
  async mark(meetingId: string, { kind, id }: Omit<RollMark, 'mark'>, mark: RollMark['mark']): Promise<void> {
    await this.#database
      .insertInto('roll_marks')
      .values({ meeting_id: meetingId, kind, target_id: id, mark })
      .onConflict((conflict) => conflict.columns(['meeting_id', 'kind', 'target_id']).doUpdateSet({ mark }))
      .execute();
  }

  /** All stays by their beginning, and the marks of the last roll call. */
  async list(meetingId: string): Promise<{ stays: Stay[]; marks: RollMark[] }> {
    const stays = await this.#database
      .selectFrom('attendances')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .orderBy('joined_at')
      .orderBy(sql`rowid`)
      .execute();
    const marks = await this.#database
      .selectFrom('roll_marks')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .execute();
    return { stays: stays.map(toStay), marks: marks.map(toMark) };
  }
}

function toStay(found: unknown): Stay {
  const row = parse(found);
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    unitId: row.unit_id,
    siteId: row.site_id,
    isGuest: row.is_guest === 1,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
  };
}

function toMark(found: unknown): RollMark {
  const { kind, target_id: id, mark } = parseMark(found);
  return { kind, id, mark };
}
