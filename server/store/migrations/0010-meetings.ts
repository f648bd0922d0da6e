import type { Migration } from './migration.ts';
import { meetingSide } from './0010-meeting-side.ts';

/**
 * Meetings, who is invited, who was there, guests, whether screens answer by themselves, and what is kept beside the
 * picture. Times are ms since 1970.
 */
export const meetings: Migration = {
  version: 10,
  name: 'meetings',
  statements: [
    `create table meetings (
      id text primary key,
      kind text not null check (kind in ('call', 'scheduled', 'lecture', 'private')),
      title text not null,
      agenda text not null,
      starts_at integer not null,
      ends_at integer not null,
      -- 1: whoever comes waits until a chair lets them in
      lobby integer not null check (lobby in (0, 1)),
      -- planned: nobody has been in it; ended and cancelled are final
      state text not null check (state in ('planned', 'open', 'ended', 'cancelled')),
      -- that holds it
      unit_id text not null references org_units (id),
      owner_id text not null references users (id),
      -- the same for all that one recurrence made; null: it stands alone
      series_id text,
      -- PHC string, as of a user's password; null: none is asked for
      passcode_hash text,
      opened_at integer,
      ended_at integer
    ) strict`,
    `create index meetings_by_time on meetings (starts_at)`,
    `create index meetings_by_owner on meetings (owner_id, starts_at)`,
    `create index meetings_open on meetings (state, ends_at) where state in ('planned', 'open')`,
    `create index meetings_by_series on meetings (series_id, starts_at) where series_id is not null`,
    // what holds for private ones would else be lost by a change of the word
    `create trigger meetings_keep_their_kind before update of kind on meetings when new.kind <> old.kind
      begin select raise(abort, 'a meeting keeps its kind'); end`,
    `create table meeting_invitations (
      meeting_id text not null references meetings (id) on delete cascade,
      kind text not null check (kind in ('unit', 'site', 'person')),
      -- of the unit, the site or the user; may be gone
      target_id text not null,
      primary key (meeting_id, kind, target_id)
    ) strict, without rowid`,
    `create index meeting_invitations_by_target on meeting_invitations (kind, target_id)`,
    // a guest, and no person: for this one meeting, and gone when it is over
    `alter table users add column guest_of text references meetings (id)`,
    `create index users_by_meeting on users (guest_of) where guest_of is not null`,
    `create table guest_links (
      -- SHA-256 of the token, which was shown once
      token_hash text primary key,
      meeting_id text not null references meetings (id) on delete cascade,
      -- name at that time
      created_by text not null,
      created_at integer not null
    ) strict`,
    `create index guest_links_by_meeting on guest_links (meeting_id)`,
    `create table attendances (
      -- one stay: somebody who comes back has another
      id text primary key,
      meeting_id text not null references meetings (id) on delete cascade,
      -- no foreign key: guests are gone after the meeting
      user_id text not null,
      -- name, unit and site (of a screen; null: no screen) at that time
      name text not null,
      unit_id text not null,
      site_id text,
      is_guest integer not null check (is_guest in (0, 1)),
      joined_at integer not null,
      -- null: still there, or the hub ended without knowing
      left_at integer
    ) strict`,
    `create index attendances_by_meeting on attendances (meeting_id, joined_at)`,
    `create table roll_marks (
      meeting_id text not null references meetings (id) on delete cascade,
      kind text not null check (kind in ('unit', 'site', 'person')),
      target_id text not null,
      -- of the last roll call
      mark text not null check (mark in ('present', 'absent')),
      primary key (meeting_id, kind, target_id)
    ) strict, without rowid`,
    // whatever the hub's code does: nothing tells afterwards who met in private
    `create trigger attendances_are_not_private before insert on attendances
      when (select kind from meetings where id = new.meeting_id) = 'private'
      begin select raise(abort, 'nothing is kept of who met in private'); end`,
    `create trigger roll_marks_are_not_private before insert on roll_marks
      when (select kind from meetings where id = new.meeting_id) = 'private'
      begin select raise(abort, 'nothing is kept of who met in private'); end`,
    `create table answer_rules (
      site_id text primary key references sites (id) on delete cascade,
      -- its screens answer a call by themselves after so long, s; no row: never
      answers_after integer not null
    ) strict`,
    ...meetingSide,
  ],
};
