import type { Kysely } from 'kysely';
import type { ChatMessage } from '../contract/meeting-side.ts';
import { MeetingMessageRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('meeting_messages', MeetingMessageRow);

/** What was written in meetings. */
export class MeetingMessages {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** The last of a meeting, at most `limit`, in the order in which they were written. */
  async list(meetingId: string, limit: number): Promise<ChatMessage[]> {
    const rows = await this.#database
      .selectFrom('meeting_messages')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => toMessage(parse(row))).reverse();
  }

  async add(meetingId: string, userId: string, { id, participantId, name, text, at }: ChatMessage): Promise<void> {
    const values = { meeting_id: meetingId, user_id: userId, participant_id: participantId, name, text, at };
    await this.#database
      .insertInto('meeting_messages')
      .values({ id, ...values })
      .execute();
  }
}

function toMessage({ id, participant_id: participantId, name, text, at }: ReturnType<typeof parse>): ChatMessage {
  return { id, participantId, name, text, at };
}
