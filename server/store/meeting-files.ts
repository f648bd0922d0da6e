import type { Kysely } from 'kysely';
import type { KeptFile } from '../contract/file.ts';
import { MeetingFileRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('meeting_files', MeetingFileRow);

/** What is known of the files of meetings; what is in them lies in the data folder. */
export class MeetingFiles {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** In the order in which they came. */
  async list(meetingId: string): Promise<KeptFile[]> {
    const query = this.#database.selectFrom('meeting_files').selectAll().where('meeting_id', '=', meetingId);
    return (await query.orderBy('at').orderBy('id').execute()).map((row) => toFile(parse(row)));
  }

  /** How many files a meeting has, and bytes in all. */
  async sum(meetingId: string): Promise<{ count: number; bytes: number }> {
    const { count, bytes } = await this.#database
      .selectFrom('meeting_files')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('bytes').as('bytes')])
      .where('meeting_id', '=', meetingId)
      .executeTakeFirstOrThrow();
    return { count, bytes: bytes ?? 0 };
  }

  /** One of this meeting. */
  async find(meetingId: string, id: string): Promise<KeptFile | null> {
    const query = this.#database.selectFrom('meeting_files').selectAll().where('id', '=', id);
    const row = await query.where('meeting_id', '=', meetingId).executeTakeFirst();
    return row === undefined ? null : toFile(parse(row));
  }

  async add(meetingId: string, userId: string, { id, name, type, bytes, byName, at }: KeptFile): Promise<void> {
    const values = { meeting_id: meetingId, name, type, bytes, by_user: userId, by_name: byName, at };
    await this.#database
      .insertInto('meeting_files')
      .values({ id, ...values })
      .execute();
  }
}

function toFile({ id, name, type, bytes, by_name: byName, at }: ReturnType<typeof parse>): KeptFile {
  return { id, name, type, bytes, byName, at };
}
