import type { Kysely } from 'kysely';
import type { AnswerRule } from '../contract/meeting.ts';
import { AnswerRuleRow } from './meeting-schema.ts';
import { rowParser } from './row.ts';
import type { Schema } from './schema.ts';

const parse = rowParser('answer_rules', AnswerRuleRow);

/** Whether the screens of sites answer calls by themselves; where nothing was said, they never do. */
export class AnswerRules {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** One for each of these sites, in their order. */
  async list(siteIds: readonly string[]): Promise<AnswerRule[]> {
    if (siteIds.length === 0) return [];
    const rows = await this.#database.selectFrom('answer_rules').selectAll().execute();
    const found = new Map(rows.map(parse).map((row) => [row.site_id, row.answers_after]));
    return siteIds.map((siteId) => ({ siteId, answersAfter: found.get(siteId) ?? null }));
  }

  async find(siteId: string): Promise<AnswerRule> {
    const query = this.#database.selectFrom('answer_rules').selectAll().where('site_id', '=', siteId);
    const row = await query.executeTakeFirst();
    return { siteId, answersAfter: row === undefined ? null : parse(row).answers_after };
  }

  /** In place of the one before. @throws StoreError `conflict` where there is no such site */
  async save({ siteId, answersAfter }: AnswerRule): Promise<void> {
    await this.#database.deleteFrom('answer_rules').where('site_id', '=', siteId).execute();
    if (answersAfter === null) return;
    const values = { site_id: siteId, answers_after: answersAfter };
    await this.#database.insertInto('answer_rules').values(values).execute();
  }
}
