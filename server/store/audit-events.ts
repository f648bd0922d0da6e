import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { newId } from '../id.ts';
import { rowParser } from './row.ts';
import { AuditEventRow, type Schema } from './schema.ts';

const Detail = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]));

/** Who did what, on what, from where, and what came of it. */
export interface AuditEvent {
  /** Null: nobody was signed in, or the hub itself. */
  user: { id: string; username: string } | null;
  /** `noun.verb` */
  action: string;
  target: { kind: string; id: string } | null;
  outcome: 'done' | 'refused' | 'failed';
  /** Flat facts that a reader needs; never a secret. */
  detail: Static<typeof Detail>;
  /** Network address of the page; empty: the hub itself. */
  address: string;
}

export type StoredAuditEvent = AuditEvent & { id: string; at: number };

const parse = rowParser('audit_events', AuditEventRow);

/** Append only: the database itself refuses to change or delete a row. */
export class AuditEvents {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Where this fails the act must not happen: call it in the act's transaction, or before the act. */
  async add(event: AuditEvent, now = Date.now()): Promise<void> {
    await this.#database
      .insertInto('audit_events')
      .values({
        id: newId(),
        at: now,
        user_id: event.user?.id ?? null,
        username: event.user?.username ?? '',
        action: event.action,
        target_kind: event.target?.kind ?? '',
        target_id: event.target?.id ?? '',
        outcome: event.outcome,
        detail: JSON.stringify(event.detail),
        address: event.address,
      })
      .execute();
  }

  /** The newest first. */
  async list(limit: number): Promise<StoredAuditEvent[]> {
    const rows = await this.#database
      .selectFrom('audit_events')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toEvent);
  }
}

function toEvent(found: unknown): StoredAuditEvent {
  const row = parse(found);
  return {
    id: row.id,
    at: row.at,
    user: row.user_id === null ? null : { id: row.user_id, username: row.username },
    action: row.action,
    target: row.target_id === '' ? null : { kind: row.target_kind, id: row.target_id },
    outcome: row.outcome,
    detail: Value.Parse(Detail, JSON.parse(row.detail)),
    address: row.address,
  };
}
