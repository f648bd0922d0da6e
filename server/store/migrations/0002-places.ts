import { type Kysely, sql } from 'kysely';
import { newId } from '../../id.ts';
import type { Migration } from './migration.ts';

/** The tree of units with its history, sites below units, and where each camera belongs and stands. */
export const places: Migration = {
  version: 2,
  name: 'places',
  statements: [
    `create table org_units (
      id text primary key,
      -- null: the root, of which there is one
      parent_id text references org_units (id),
      name text not null,
      kind text not null check (kind in ('county', 'town', 'village', 'community', 'command-centre', 'police-station')),
      -- division code (GB/T 2260, GB/T 10114); empty: none
      civil_code text not null,
      contact_name text not null,
      contact_phone text not null,
      -- WGS 84, degrees; null: unknown
      longitude real,
      latitude real,
      -- on-boarding
      state text not null check (state in ('planned', 'joining', 'joined', 'retired')),
      -- where all that it had went
      merged_into text references org_units (id),
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create unique index org_units_root on org_units (parent_id is null) where parent_id is null`,
    `create unique index org_units_by_civil_code on org_units (civil_code) where civil_code <> '' and state <> 'retired'`,
    `create index org_units_by_parent on org_units (parent_id)`,
    `create table org_unit_changes (
      id text primary key,
      unit_id text not null references org_units (id),
      at integer not null,
      -- name at that time; empty: the hub itself
      username text not null,
      act text not null check (act in ('created', 'changed', 'renamed', 'moved', 'merged', 'retired')),
      -- in words
      before text not null,
      after text not null
    ) strict`,
    `create index org_unit_changes_by_unit on org_unit_changes (unit_id, at)`,
    `create table sites (
      id text primary key,
      unit_id text not null references org_units (id),
      name text not null,
      kind text not null
        check (kind in ('monitoring-room', 'mediation-room', 'reception', 'counselling-room', 'meeting-room'))
    ) strict`,
    `create index sites_by_unit on sites (unit_id)`,
    // Filled below; a column that is added cannot be "not null" without a constant.
    `alter table cameras add column unit_id text references org_units (id)`,
    // JSON: contract/camera.ts, Placement
    `alter table cameras add column placement text not null
      default '{"place":"","longitude":null,"latitude":null,"reason":"","sign":false,"filing":""}'`,
    `create index cameras_by_unit on cameras (unit_id)`,
    // JSON: contract/camera.ts, Mask; the device's own tokens of those that it has taken
    `alter table channels add column masks text not null default '[]'`,
    `alter table channels add column mask_tokens text not null default '[]'`,
    `alter table channels add column mask_state text not null default 'none'
      check (mask_state in ('none', 'camera', 'relay', 'unmasked'))`,
  ],
  run: async (transaction) => {
    const id = await addRoot(transaction, Date.now());
    await sql`update cameras set unit_id = ${id}`.execute(transaction);
  },
};

/** The county itself, to be named by import or by hand. */
async function addRoot(transaction: Kysely<unknown>, now: number): Promise<string> {
  const id = newId();
  await sql`insert into org_units values (${id}, null, '本县', 'county', '', '', '', null, null, 'joining', null, ${now},
    ${now})`.execute(transaction);
  await sql`insert into org_unit_changes values (${newId()}, ${id}, ${now}, '', 'created', '', '本县')`.execute(
    transaction,
  );
  return id;
}
