import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Poll } from '../contract/meeting-side.ts';
import { MeetingPollRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('meeting_polls', MeetingPollRow);
const Options = Type.Array(Type.String());

/** What a new poll is made of; it is open. */
export interface NewPoll {
  id: string;
  meetingId: string;
  question: string;
  secret: boolean;
  options: readonly string[];
  createdAt: number;
}

/**
 * Polls of meetings. Of a secret one it is kept who has voted, and apart from it what was voted, in no order that they have in
 * common. What was voted is counted when it is closed and not before: whoever saw the sums move would see who moved them.
 */
export class MeetingPolls {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** In the order in which they were made. @param readerId whose `voted` it is; null: nobody's */
  async list(meetingId: string, readerId: string | null): Promise<Poll[]> {
    const query = this.#database.selectFrom('meeting_polls').selectAll().where('meeting_id', '=', meetingId);
    const rows = await query.orderBy('created_at').orderBy('id').execute();
    return Promise.all(rows.map((row) => this.#toPoll(parse(row), readerId)));
  }

  /** One of this meeting. @param readerId whose `voted` it is; null: nobody's */
  async find(meetingId: string, id: string, readerId: string | null): Promise<Poll | null> {
    const query = this.#database.selectFrom('meeting_polls').selectAll().where('id', '=', id);
    const row = await query.where('meeting_id', '=', meetingId).executeTakeFirst();
    return row === undefined ? null : this.#toPoll(parse(row), readerId);
  }

  async add({ id, meetingId, question, secret, options, createdAt }: NewPoll): Promise<void> {
    const values = { meeting_id: meetingId, question, secret: flag(secret), open: flag(true), created_at: createdAt };
    await this.#database
      .insertInto('meeting_polls')
      .values({ id, ...values, options: JSON.stringify(options) })
      .execute();
  }

  /** One each. @throws StoreError `conflict` if the voter has voted */
  async vote({ id, secret }: Pick<Poll, 'id' | 'secret'>, voter: { id: string; name: string }, option: number) {
    await this.#database.insertInto('meeting_voters').values({ poll_id: id, user_id: voter.id }).execute();
    const by = secret ? { voter_id: null, voter_name: null } : { voter_id: voter.id, voter_name: voter.name };
    await this.#database
      .insertInto('meeting_votes')
      .values({ poll_id: id, id: randomBytes(16).toString('hex'), option, ...by })
      .execute();
  }

  /** Nobody votes any more. */
  async close(id: string): Promise<void> {
    await this.#database.updateTable('meeting_polls').set({ open: 0 }).where('id', '=', id).execute();
  }

  async #toPoll(row: ReturnType<typeof parse>, readerId: string | null): Promise<Poll> {
    const { id, question } = row;
    const [secret, open] = [row.secret === 1, row.open === 1];
    const counted = this.#database.selectFrom('meeting_votes').select(['option', 'voter_name']);
    const votes = secret && open ? [] : await counted.where('poll_id', '=', id).orderBy('voter_name').execute();
    const options = Value.Parse(Options, JSON.parse(row.options)).map((text, index) => {
      const here = votes.filter(({ option }) => option === index);
      return { text, votes: here.length, names: secret ? [] : here.flatMap((vote) => vote.voter_name ?? []) };
    });
    return { id, question, secret, open, options, voted: readerId !== null && (await this.#hasVoted(id, readerId)) };
  }

  async #hasVoted(pollId: string, userId: string): Promise<boolean> {
    const query = this.#database.selectFrom('meeting_voters').select('user_id').where('poll_id', '=', pollId);
    return (await query.where('user_id', '=', userId).executeTakeFirst()) !== undefined;
  }
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
