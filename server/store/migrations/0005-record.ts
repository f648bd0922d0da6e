import { sql } from 'kysely';
import { Value } from 'typebox/value';
import { chainHash, GENESIS } from '../audit-chain.ts';
import { AuditEventRow } from '../schema.ts';
import type { Migration } from './migration.ts';

/** The record becomes a chain: every line carries the hash of itself and all before it; a signature a day anchors it. */
export const record: Migration = {
  version: 5,
  name: 'record',
  statements: [
    `drop trigger audit_events_are_kept`,
    `drop trigger audit_events_are_final`,
    `drop index audit_events_by_at`,
    `alter table audit_events rename to audit_events_before`,
    `create table audit_events (
      -- place in the chain, from 1 without gaps
      seq integer primary key,
      id text not null,
      at integer not null,
      -- no foreign key: the record outlives the user; null: nobody was signed in
      user_id text,
      -- name at that time; empty: unknown
      username text not null,
      -- noun.verb
      action text not null,
      target_kind text not null,
      target_id text not null,
      outcome text not null check (outcome in ('done', 'refused', 'failed')),
      -- JSON, never with a secret in it
      detail text not null,
      -- network address of the page; empty: the hub itself
      address text not null,
      -- of views: what for; null: of no view
      purpose text,
      -- unit that the target belonged to; null: to none
      unit_id text,
      -- store/audit-chain.ts
      hash text not null
    ) strict`,
    `create table audit_anchors (
      -- YYYY-MM-DD, in the hub's time zone
      day text primary key,
      -- the last line of that day, and its hash
      seq integer not null,
      hash text not null,
      at integer not null,
      -- Ed25519 with the hub's key, Base64
      signature text not null
    ) strict`,
  ],
  run: async (transaction) => {
    const { rows } = await sql<{ seq: number }>`select *, null as purpose, null as unit_id, '' as hash,
      row_number() over (order by at, id) as seq from audit_events_before order by seq`.execute(transaction);
    let previous = GENESIS;
    for (const found of rows) {
      const row = Value.Parse(AuditEventRow, found);
      previous = chainHash(previous, row);
      await sql`insert into audit_events values (${row.seq}, ${row.id}, ${row.at}, ${row.user_id}, ${row.username},
        ${row.action}, ${row.target_kind}, ${row.target_id}, ${row.outcome}, ${row.detail}, ${row.address},
        ${row.purpose}, ${row.unit_id}, ${previous})`.execute(transaction);
    }
    for (const statement of [
      `drop table audit_events_before`,
      // SQLite keeps entries that are equal in the order of seq: what must fit, then the newest first (audit-search.ts).
      `create index audit_events_by_at on audit_events (at)`,
      `create index audit_events_by_user on audit_events (user_id) where user_id is not null`,
      `create index audit_events_by_username on audit_events (username collate nocase)`,
      `create index audit_events_by_target on audit_events (target_id)`,
      `create index audit_events_by_action on audit_events (action)`,
      `create index audit_events_by_failure on audit_events (outcome) where outcome <> 'done'`,
      `create index audit_events_by_purpose on audit_events (purpose) where purpose is not null`,
      `create index audit_events_by_unit on audit_events (unit_id)`,
      `create index audit_events_by_unit_and_action on audit_events (unit_id, action)`,
      `create trigger audit_events_are_kept before delete on audit_events
        begin select raise(abort, 'audit events are kept'); end`,
      `create trigger audit_events_are_final before update on audit_events
        begin select raise(abort, 'audit events are final'); end`,
      // Also against "replace", which deletes without asking the triggers of deletion.
      `create trigger audit_events_are_added_at_the_end before insert on audit_events
        when new.seq is not (select coalesce(max(seq), 0) + 1 from audit_events)
        begin select raise(abort, 'audit events are added at the end'); end`,
      `create trigger audit_anchors_are_not_replaced before insert on audit_anchors
        when exists (select 1 from audit_anchors where day = new.day)
        begin select raise(abort, 'anchors are not replaced'); end`,
      `create trigger audit_anchors_are_kept before delete on audit_anchors
        begin select raise(abort, 'anchors are kept'); end`,
      `create trigger audit_anchors_are_final before update on audit_anchors
        begin select raise(abort, 'anchors are final'); end`,
    ]) {
      await sql.raw(statement).execute(transaction);
    }
  },
};
