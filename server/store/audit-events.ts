import { type Kysely, sql } from 'kysely';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Purpose } from '../contract/grant.ts';
import type { AuditEvent as Line } from '../contract/record.ts';
import { newId } from '../id.ts';
import { CHAINED, chainHash, ChainLink, GENESIS } from './audit-chain.ts';
import { type AuditSearch, findPlaces } from './audit-search.ts';
import { countPeople, tally, type Tally } from './audit-tally.ts';
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

/** An event with its time, ms since 1970. */
export interface Dated {
  event: AuditEvent;
  at: number;
}

interface Waiting extends Dated {
  done: () => void;
  fail: (error: unknown) => void;
}

const parse = rowParser('audit_events', AuditEventRow);
const parseLinks = rowParser('audit_events', Type.Array(ChainLink));

/** Append only, each line chained to the one before: the database itself refuses to change or delete a row. */
export class AuditEvents {
  readonly #database: Kysely<Schema>;
  readonly #mayWait: () => void;
  /** What came while others were being written: it goes together, for each transaction waits for the disk. */
  #waiting: Waiting[] = [];
  #writing = false;

  /** @param mayWait throws if the caller must not wait for the database, for it holds it itself */
  constructor(database: Kysely<Schema>, mayWait: () => void = () => undefined) {
    this.#database = database;
    this.#mayWait = mayWait;
  }

  /** Where this fails the act must not happen: call it in the act's transaction, or before the act. */
  async add(event: AuditEvent, at = Date.now()): Promise<void> {
    if (this.#database.isTransaction) {
      await this.#append(this.#database, event, at);
      return;
    }
    this.#mayWait();
    await new Promise<void>((done, fail) => {
      this.#waiting.push({ event, at, done, fail });
      if (!this.#writing) void this.#writeWaiting();
    });
  }

  /** All of them, in this order, or none. Not in a transaction. */
  async addAll(events: readonly Dated[]): Promise<void> {
    await this.#database.transaction().execute(async (database) => {
      for (const { event, at } of events) await this.#append(database, event, at);
    });
  }

  /** The newest first. */
  list(limit: number): Promise<Line[]> {
    return this.search({ units: null }, limit);
  }

  /** Those that fit, the newest first, at most `limit`. */
  async search(search: AuditSearch, limit: number): Promise<Line[]> {
    const places = await findPlaces(this.#database, search, limit);
    if (places.length === 0) return [];
    const rows = await this.#database
      .selectFrom('audit_events')
      .selectAll()
      .where('seq', 'in', places)
      .orderBy('seq', 'desc')
      .execute();
    return rows.map(toLine);
  }

  /** The end of the chain; null: nothing is on record yet. */
  async last(): Promise<{ seq: number; hash: string } | null> {
    return (await newest(this.#database)) ?? null;
  }

  /** Links of the chain in their order, at most `limit`, after a place (0: from the first). */
  async links(after: number, limit: number): Promise<ChainLink[]> {
    const some = this.#database
      .selectFrom('audit_events')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit);
    // As one text: to make an object of each row's columns takes the sqlite3 package three times as long.
    const columns = sql.join([...CHAINED, 'hash'].flatMap((column) => [sql.lit(column), sql.ref(column)]));
    const { links } = await this.#database
      .selectFrom(some.as('some'))
      .select(sql<string>`json_group_array(json_object(${columns}))`.as('links'))
      .executeTakeFirstOrThrow();
    return parseLinks(JSON.parse(links)).sort((a, b) => a.seq - b.seq);
  }

  /** For each day (YYYY-MM-DD, in the hub's time zone) with events after a place: the last of them. In their order. */
  async daysAfter(after: number): Promise<{ day: string; seq: number; hash: string }[]> {
    // Of a group SQLite gives the row that has the maximum.
    return this.#database
      .selectFrom('audit_events')
      .select([
        sql<string>`date(at / 1000, 'unixepoch', 'localtime')`.as('day'),
        sql<number>`max(seq)`.as('seq'),
        'hash',
      ])
      .where('seq', '>', after)
      .groupBy('day')
      .orderBy(sql`max(seq)`)
      .execute();
  }

  /** What happened in a span of time, counted; in these units (null: everywhere). */
  tally(span: { from: number; to: number }, units: readonly string[] | null): Promise<Tally[]> {
    return tally(this.#database, span, units);
  }

  /** How many people did one of these in a span of time, and were let. */
  countPeople(
    span: { from: number; to: number },
    units: readonly string[] | null,
    actions: readonly string[],
  ): Promise<number> {
    return countPeople(this.#database, span, units, actions);
  }

  /** One that cannot be written must not keep the others from it. */
  async #writeWaiting(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const some = this.#waiting;
      this.#waiting = [];
      try {
        await this.addAll(some);
        for (const { done } of some) done();
      } catch (error) {
        if (some.length === 1) some[0]?.fail(error);
        else for (const one of some) await this.addAll([one]).then(one.done, one.fail);
      }
    }
    this.#writing = false;
  }

  async #append(database: Kysely<Schema>, event: AuditEvent, now: number): Promise<void> {
    const last = await newest(database);
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

function newest(database: Kysely<Schema>): Promise<{ seq: number; hash: string } | undefined> {
  return database.selectFrom('audit_events').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/** A row as the contract tells it. */
function toLine(found: unknown): Line {
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
