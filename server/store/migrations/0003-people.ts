import { sql } from 'kysely';
import { newId } from '../../id.ts';
import type { Migration } from './migration.ts';

/** People with roles in units, second factors, one-time links, and what a session and a failed sign-in must tell. */
export const people: Migration = {
  version: 3,
  name: 'people',
  statements: [
    `alter table users add column name text not null default ''`,
    `alter table users add column phone text not null default ''`,
    // where the person belongs; rights come from role_assignments alone
    `alter table users add column unit_id text references org_units (id)`,
    // 0 or 1
    `alter table users add column disabled integer not null default 0`,
    // null: never
    `alter table users add column expires_at integer`,
    // AES-256-GCM of the TOTP secret, bound to id; null: none
    `alter table users add column totp_secret blob`,
    // number of the 30 s step whose code was used last: a code is good once
    `alter table users add column totp_step integer not null default 0`,
    // the sign-in before the present one and the present one, for the notice; null: none
    `alter table users add column previous_sign_in_at integer`,
    `alter table users add column previous_sign_in_address text`,
    `alter table users add column last_sign_in_at integer`,
    `alter table users add column last_sign_in_address text`,
    `create table role_assignments (
      id text primary key,
      user_id text not null references users (id),
      role text not null,
      -- the role holds here and below
      unit_id text not null references org_units (id),
      -- null: until it is taken away
      until integer,
      created_at integer not null,
      unique (user_id, role, unit_id)
    ) strict`,
    `create index role_assignments_by_role on role_assignments (role)`,
    `create table recovery_codes (
      user_id text not null references users (id) on delete cascade,
      -- SHA-256; a row is deleted when its code is used
      code_hash text not null,
      primary key (user_id, code_hash)
    ) strict`,
    `drop table setup_links`,
    `create table invitations (
      -- SHA-256 of the token of the one-time link
      token_hash text primary key,
      -- whose password it sets; null: makes a new user with the role below
      user_id text references users (id) on delete cascade,
      role text,
      unit_id text references org_units (id),
      expires_at integer not null
    ) strict`,
    `alter table sessions add column address text not null default ''`,
    // as the browser names itself, cut
    `alter table sessions add column browser text not null default ''`,
    `create index sessions_by_user on sessions (user_id)`,
    `drop table sign_in_failures`,
    `create table sign_in_failures (
      -- SHA-256 of the lower-case name as typed (people type passwords into the wrong field); empty: all names
      name_hash text not null,
      -- network address; empty: all addresses
      address text not null,
      -- in a row, since the last success
      failures integer not null,
      -- no attempt before this time is looked at
      next_at integer not null,
      primary key (name_hash, address)
    ) strict`,
    `create index sign_in_failures_by_next_at on sign_in_failures (next_at)`,
  ],
  run: async (transaction) => {
    const now = Date.now();
    const root = sql`(select id from org_units where parent_id is null)`;
    await sql`update users set name = username, unit_id = ${root}`.execute(transaction);
    const { rows } = await sql<{ id: string }>`select id from users where role = 'administrator'`.execute(transaction);
    for (const { id } of rows) {
      for (const role of ['system-administrator', 'technician']) {
        await sql`insert into role_assignments values (${newId()}, ${id}, ${role}, ${root}, null, ${now})`.execute(
          transaction,
        );
      }
    }
    await sql`alter table users drop column role`.execute(transaction);
  },
};
