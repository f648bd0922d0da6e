import type { Kysely } from 'kysely';
import { Value } from 'typebox/value';
import { Minutes } from '../contract/meeting-side.ts';
import { MeetingMinutesRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('meeting_minutes', MeetingMinutesRow);

/** What somebody wrote last. */
export interface WrittenMinutes extends Minutes {
  at: number;
}

/** One text per meeting. */
export class MeetingMinutes {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Of a meeting of which nothing was written yet: empty, revision 0. */
  async find(meetingId: string): Promise<Minutes> {
    const query = this.#database.selectFrom('meeting_minutes').selectAll().where('meeting_id', '=', meetingId);
    const found = await query.executeTakeFirst();
    if (found === undefined) return { text: '', decisions: [], revision: 0, byName: '', at: null };
    const { text, decisions: json, revision, by_name: byName, at } = parse(found);
    return { text, decisions: Value.Parse(Minutes.properties.decisions, JSON.parse(json)), revision, byName, at };
  }

  /** In place of what was there. */
  async save(meetingId: string, { decisions: made, byName, ...same }: WrittenMinutes): Promise<void> {
    const values = { ...same, decisions: JSON.stringify(made), by_name: byName };
    await this.#database
      .insertInto('meeting_minutes')
      .values({ meeting_id: meetingId, ...values })
      .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet(values))
      .execute();
  }
}
