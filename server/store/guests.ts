import { type Kysely, sql } from 'kysely';
import { sha256 } from '../keys.ts';
import { GuestLinkRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('guest_links', GuestLinkRow);

/** Links for guests of a meeting, and the users that came by them. Only the hash of a link's token is kept. */
export class Guests {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async addLink(token: string, meetingId: string, createdBy: string, now = Date.now()): Promise<void> {
    await this.#database
      .insertInto('guest_links')
      .values({ token_hash: sha256(token), meeting_id: meetingId, created_by: createdBy, created_at: now })
      .execute();
  }

  /** The meeting that a link is for; null: the token is nobody's, or the meeting is over. */
  async meetingOf(token: string): Promise<string | null> {
    const row = await this.#database
      .selectFrom('guest_links')
      .innerJoin('meetings', 'meetings.id', 'guest_links.meeting_id')
      .selectAll('guest_links')
      .where('token_hash', '=', sha256(token))
      .where('state', 'in', ['planned', 'open'])
      .executeTakeFirst();
    return row === undefined ? null : parse(row).meeting_id;
  }

  async count(meetingId: string): Promise<number> {
    const { total } = await this.#database
      .selectFrom('users')
      .select((row) => row.fn.countAll<number>().as('total'))
      .where('guest_of', '=', meetingId)
      .executeTakeFirstOrThrow();
    return total;
  }

  /** Meetings that are over and still have guests or links. */
  async leftBehind(): Promise<string[]> {
    const rows = await this.#database
      .selectFrom('meetings')
      .select('id')
      .where('state', 'in', ['ended', 'cancelled'])
      .where((is) =>
        is.or([
          is('id', 'in', is.selectFrom('users').select('guest_of').where('guest_of', 'is not', null)),
          is('id', 'in', is.selectFrom('guest_links').select('meeting_id')),
        ]),
      )
      .execute();
    return rows.map(({ id }) => id);
  }

  /**
   * All guests of a meeting, with their sessions and its links, as if they had never been.
   * @returns what has ended: ids of the users, and of their sessions as the table holds them
   */
  async removeAll(meetingId: string): Promise<{ userIds: string[]; sessionIds: string[] }> {
    // Written over with zeros: what is only unlinked could still be read in the file.
    await sql`pragma secure_delete = on`.execute(this.#database);
    await this.#database.deleteFrom('guest_links').where('meeting_id', '=', meetingId).execute();
    const guests = this.#database.selectFrom('users').select('id').where('guest_of', '=', meetingId);
    const users = await guests.execute();
    const query = this.#database.selectFrom('sessions').select('id_hash').where('user_id', 'in', guests);
    const sessions = await query.execute();
    await this.#database.deleteFrom('sessions').where('user_id', 'in', guests).execute();
    await this.#database.deleteFrom('users').where('guest_of', '=', meetingId).execute();
    await sql`pragma secure_delete = off`.execute(this.#database);
    return { userIds: users.map(({ id }) => id), sessionIds: sessions.map((row) => row.id_hash) };
  }
}
