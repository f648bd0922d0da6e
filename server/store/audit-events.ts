import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Purpose } from '../contract/grant.ts';
import type { AuditEvent as Line } from '../contract/record.ts';
import { newId } from '../id.ts';
import { chainHash, GENESIS } from './audit-chain.ts';
import { rowParser } from './row.ts';
import { AuditEventRow, type Schema } from './schema.ts';

const Detail = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]));

/** Who did what, on what, why, from where, and what came of it. */
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
  /** Of views: what for. */
  purpose?: Purpose | undefined;
  /** Unit that the target belongs to. */
  unitId?: string | undefined;
}

const parse = rowParser('audit_events', AuditEventRow);

/** Append only, each line chained to the one before: the database itself refuses to change or delete a row. */
export class AuditEvents {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Where this fails the act must not happen: call it in the act's transaction, or before the act. */
  async add(event: AuditEvent, now = Date.now()): Promise<void> {
    const append = (database: Kysely<Schema>): Promise<void> => this.#append(database, event, now);
    if (this.#database.isTransaction) await append(this.#database);
    else await this.#database.transaction().execute(append);
  }

  /** The newest first. */
  async list(limit: number): Promise<Line[]> {
    const rows = await this.#database
      .selectFrom('audit_events')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toLine);
  }

  async #append(database: Kysely<Schema>, event: AuditEvent, now: number): Promise<void> {
    const last = await database
      .selectFrom('audit_events')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const row = {
      seq: (last?.seq ?? 0) + 1,
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
      purpose: event.purpose ?? null,
      unit_id: event.unitId ?? null,
    };
    const hash = chainHash(last?.hash ?? GENESIS, row);
    await database
      .insertInto('audit_events')
      .values({ ...row, hash })
      .execute();
  }
}

/** A row as the contract tells it. */
export function toLine(found: unknown): Line {
  const row = parse(found);
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    user: row.user_id === null ? null : { id: row.user_id, username: row.username },
    action: row.action,
    target: row.target_id === '' ? null : { kind: row.target_kind, id: row.target_id },
    purpose: row.purpose,
    unitId: row.unit_id,
    outcome: row.outcome,
    detail: Value.Parse(Detail, JSON.parse(row.detail)),
    address: row.address,
    hash: row.hash,
  };
}
