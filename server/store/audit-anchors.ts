import type { Kysely } from 'kysely';
import type { Anchor } from '../contract/record.ts';
import { rowParser } from './row.ts';
import { AuditAnchorRow, type Schema } from './schema.ts';

const parse = rowParser('audit_anchors', AuditAnchorRow);

/** A signature a day of where the chain ended. Append only, as the record itself. */
export class AuditAnchors {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** In the order of the chain. */
  async list(): Promise<Anchor[]> {
    const rows = await this.#database.selectFrom('audit_anchors').selectAll().orderBy('seq').execute();
    return rows.map(parse);
  }

  /** How far the chain is anchored; 0: not at all. */
  async lastSeq(): Promise<number> {
    const row = await this.#database
      .selectFrom('audit_anchors')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.seq ?? 0;
  }

  /** Whether the day has one: a clock that was put back lives through days twice. */
  async has(day: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('audit_anchors')
      .select('day')
      .where('day', '=', day)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @throws StoreError `conflict` if the day has one */
  async add(anchor: Anchor): Promise<void> {
    await this.#database.insertInto('audit_anchors').values(anchor).execute();
  }
}
