/** Part of 0010-meetings.ts: chat, files, minutes and polls of meetings. */
export const meetingSide: readonly string[] = [
  `create table meeting_messages (
    id text primary key,
    meeting_id text not null references meetings (id) on delete cascade,
    -- no foreign key: guests are gone after the meeting
    user_id text not null,
    -- name at that time
    name text not null,
    -- seat in the room
    participant_id text not null,
    text text not null,
    at integer not null
  ) strict`,
  `create index meeting_messages_by_meeting on meeting_messages (meeting_id, at)`,
  `create table meeting_files (
    -- also the name of its content in the data folder
    id text primary key,
    meeting_id text not null references meetings (id) on delete cascade,
    name text not null,
    -- media type, as the bytes say
    type text not null,
    -- size
    bytes integer not null,
    by_user text not null,
    -- name at that time
    by_name text not null,
    at integer not null
  ) strict`,
  `create index meeting_files_by_meeting on meeting_files (meeting_id, at)`,
  `create table meeting_minutes (
    meeting_id text primary key references meetings (id) on delete cascade,
    text text not null,
    -- JSON: decisions of Minutes of contract/meeting-side.ts
    decisions text not null,
    -- raised by each change
    revision integer not null,
    -- who wrote last, by the name at that time
    by_name text not null,
    at integer not null
  ) strict`,
  `create table meeting_polls (
    id text primary key,
    meeting_id text not null references meetings (id) on delete cascade,
    question text not null,
    secret integer not null check (secret in (0, 1)),
    open integer not null check (open in (0, 1)),
    -- JSON: texts, in order
    options text not null,
    created_at integer not null
  ) strict`,
  `create index meeting_polls_by_meeting on meeting_polls (meeting_id, created_at)`,
  // Who has voted, and what was voted, in two tables that have no order of time in common: no rowid in either, and the id of
  // a vote is random (so never a newId()).
  `create table meeting_voters (
    poll_id text not null references meeting_polls (id) on delete cascade,
    user_id text not null,
    primary key (poll_id, user_id)
  ) strict, without rowid`,
  `create table meeting_votes (
    poll_id text not null references meeting_polls (id) on delete cascade,
    -- 128 random bits, hexadecimal
    id text not null,
    -- null in a secret poll
    voter_id text,
    -- name at that time; null in a secret poll
    voter_name text,
    -- place among the options, from 0
    option integer not null,
    primary key (poll_id, id)
  ) strict, without rowid`,
  `create unique index meeting_votes_by_voter on meeting_votes (poll_id, voter_id) where voter_id is not null`,
  // whatever the hub's code does
  `create trigger meeting_votes_stay_secret before insert on meeting_votes
    when (new.voter_id is not null or new.voter_name is not null)
      and (select secret from meeting_polls where id = new.poll_id) = 1
    begin select raise(abort, 'a secret vote has no voter'); end`,
  `create trigger meeting_votes_are_final before update on meeting_votes
    begin select raise(abort, 'a vote is final'); end`,
  `create trigger meeting_polls_keep_their_secret before update of secret on meeting_polls when new.secret <> old.secret
    begin select raise(abort, 'a poll stays secret or named'); end`,
];
