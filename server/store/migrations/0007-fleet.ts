import type { Migration } from './migration.ts';

/** Thousands of cameras: declarations, ids of GB/T 28181, credential sets, jobs, health, PTZ. Times are ms since 1970. */
export const fleet: Migration = {
  version: 7,
  name: 'fleet',
  statements: [
    `update cameras set placement = json_insert(placement, '$.placeType', null, '$.fieldOfView', null,
      '$.filingDeadline', '', '$.carrier', '', '$.contractor', '', '$.retentionDays', null)`,
    // 1: the declaration is complete; else only technicians see it
    `alter table cameras add column accepted integer not null default 0 check (accepted in (0, 1))`,
    // names the public page behind the QR code on its sign; random, so that nobody can count through them
    `alter table cameras add column sign_code text not null default ''`,
    `update cameras set sign_code = lower(hex(randomblob(5)))`,
    `create unique index cameras_by_sign_code on cameras (sign_code)`,
    // null: there is no photo of the sign
    `alter table cameras add column sign_photo_at integer`,
    // JSON of TestPicture in contract/camera.ts; null: none was taken yet
    `alter table cameras add column test_picture text`,
    `create table sign_photos (
      camera_id text primary key references cameras (id) on delete cascade,
      jpeg blob not null
    ) strict`,
    // 20 digits; never changed, never given to another channel
    `alter table channels add column gb_id text not null default ''`,
    `update channels set gb_id = (select substr(coalesce(nullif(
        (select civil_code from org_units where parent_id is null limit 1), ''), '') || '00000000', 1, 8))
      || '011326' || printf('%06d', (select count(*) from channels as before where before.id <= channels.id))`,
    `create unique index channels_by_gb_id on channels (gb_id)`,
    // the highest serial number given so far, so that those of removed cameras are not given again
    `create table gb_serial (only integer primary key check (only = 1), last integer not null) strict`,
    `insert into gb_serial (only, last) select 1, count(*) from channels`,
    // whether a stream of this host is registered already
    `create index profiles_by_stream_uri on profiles (stream_uri)`,
    // JSON: {capabilities, limits, tours} of contract/ptz.ts; null: it cannot be moved
    `alter table channels add column ptz text`,

    `create table credential_sets (
      id text primary key,
      name text not null unique,
      username text not null,
      -- AES-256-GCM (nonce 12, tag 16, ciphertext), bound to id
      password blob not null,
      -- empty: of any carrier
      carrier text not null,
      -- order in which they are tried, from 0
      position integer not null,
      created_at integer not null,
      updated_at integer not null
    ) strict`,

    `create table jobs (
      id text primary key,
      kind text not null check (kind in ('import', 'repair')),
      title text not null,
      -- who began it, and for whom it acts: rights are asked for anew at each item
      user_id text not null references users (id) on delete cascade,
      username text not null,
      -- network address of the page, for the record
      address text not null,
      state text not null check (state in ('running', 'stopped', 'done')),
      -- JSON of the kind, common to all items: AES-256-GCM, bound to id (it may hold a password)
      input blob not null,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create index jobs_by_created_at on jobs (created_at)`,
    `create table job_items (
      job_id text not null references jobs (id) on delete cascade,
      position integer not null,
      label text not null,
      -- no foreign key: the result outlives the camera
      camera_id text,
      state text not null check (state in ('waiting', 'done', 'unchanged', 'failed')),
      cause text,
      -- What is told to people: code and text in both languages, JSON.
      error text,
      before text not null,
      after text not null,
      -- JSON of the kind: AES-256-GCM, bound to job_id
      input blob not null,
      primary key (job_id, position)
    ) strict`,
    `create index job_items_by_state on job_items (job_id, state)`,

    `create table camera_health (
      camera_id text primary key references cameras (id) on delete cascade,
      state text not null check (state in ('unknown', 'working', 'faulty', 'offline')),
      cause text,
      since integer not null,
      checked_at integer,
      picture_at integer,
      flapping integer not null check (flapping in (0, 1))
    ) strict`,
    `create table health_changes (
      camera_id text not null references cameras (id) on delete cascade,
      at integer not null,
      state text not null,
      cause text
    ) strict`,
    `create index health_changes_by_camera on health_changes (camera_id, at)`,
    // no foreign keys: a bill outlives the camera that it is about
    `create table health_days (
      camera_id text not null,
      -- of the hub's time zone: 2026-11-23
      day text not null,
      camera_name text not null,
      unit_id text not null,
      carrier text not null,
      -- ms of that day in each state
      working integer not null,
      faulty integer not null,
      offline integer not null,
      unknown integer not null,
      -- JSON: ms lost by cause
      causes text not null,
      primary key (camera_id, day)
    ) strict`,
    `create index health_days_by_day on health_days (day)`,
    `create table alarms (
      id text primary key,
      kind text not null check (kind in ('camera', 'uplink')),
      unit_id text not null,
      camera_id text,
      cause text,
      cameras integer not null,
      began_at integer not null,
      -- null: it goes on
      ended_at integer
    ) strict`,
    `create index alarms_by_began_at on alarms (began_at)`,
  ],
};
