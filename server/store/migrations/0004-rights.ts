import type { Migration } from './migration.ts';

/** The roster, and the leave to view that comes from it or is asked for. */
export const rights: Migration = {
  version: 4,
  name: 'rights',
  statements: [
    `create table shifts (
      id text primary key,
      unit_id text not null references org_units (id),
      user_id text not null references users (id),
      starts_at integer not null,
      ends_at integer not null,
      -- when it ended before ends_at; null: not
      ended_at integer,
      handover_note text not null
    ) strict`,
    `create index shifts_by_time on shifts (ends_at, starts_at)`,
    `create index shifts_by_user on shifts (user_id)`,
    `create table grants (
      id text primary key,
      user_id text not null references users (id),
      purpose text not null,
      -- for the cameras of this unit and below
      unit_id text not null references org_units (id),
      reason text not null,
      source text not null check (source in ('duty', 'own', 'approval', 'break-glass')),
      -- of the roster's duty grant; null: of another source
      shift_id text references shifts (id),
      -- what was decided; whether an approved one holds now is a question of time
      decision text not null check (decision in ('pending', 'approved', 'refused', 'revoked')),
      requested_at integer not null,
      -- how long was asked for, ms: a request that waits begins when it is approved
      duration integer not null,
      starts_at integer not null,
      ends_at integer not null,
      -- name at that time; empty: nobody, or the table of rights itself
      decided_by text not null,
      decided_at integer,
      decision_note text not null,
      -- of break-glass: null until somebody else has looked at it
      reviewed_by text,
      reviewed_at integer,
      justified integer check (justified in (0, 1)),
      review_note text not null
    ) strict`,
    `create index grants_by_user on grants (user_id, ends_at)`,
    `create index grants_by_unit on grants (unit_id, requested_at)`,
    `create index grants_by_shift on grants (shift_id) where shift_id is not null`,
  ],
};
