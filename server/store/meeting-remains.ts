import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** All that is kept beside the picture; polls take their votes with them. */
const TABLES = ['meeting_messages', 'meeting_files', 'meeting_minutes', 'meeting_polls'] as const;

/** What is left of private meetings that are over, and must not be. */
export class MeetingRemains {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Ids of private meetings that are over, of which something is still kept. */
  async list(): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select id from meetings where kind = 'private' and state in ('ended', 'cancelled') and (
        exists (select 1 from meeting_messages where meeting_id = meetings.id)
        or exists (select 1 from meeting_files where meeting_id = meetings.id)
        or exists (select 1 from meeting_minutes where meeting_id = meetings.id)
        or exists (select 1 from meeting_polls where meeting_id = meetings.id)
      )`.execute(this.#database);
    return rows.map(({ id }) => id);
  }

  /** Removes it, and writes zeros over it: what is only unlinked could still be read in the file. */
  async remove(meetingId: string): Promise<void> {
    await sql`pragma secure_delete = on`.execute(this.#database);
    for (const table of TABLES) await this.#database.deleteFrom(table).where('meeting_id', '=', meetingId).execute();
    await sql`pragma secure_delete = off`.execute(this.#database);
  }

  /** Takes it out of the journal, too, as far as nobody reads there at this moment. Not in a transaction. */
  async clearJournal(): Promise<void> {
    await sql`pragma wal_checkpoint(truncate)`.execute(this.#database);
  }
}
