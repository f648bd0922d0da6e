import type { Migration } from './migration.ts';

/** Users and their sessions, cameras, and the record of who did what. Times are ms since 1970, ids are UUIDv7. */
export const firstLight: Migration = {
  version: 1,
  name: 'first-light',
  statements: [
    `create table hub (
      -- exactly one row
      only integer primary key check (only = 1),
      -- tells whether HUB_DATA/hub.key is the one that this file was sealed with; not the key, nor a part of it
      key_fingerprint text not null
    ) strict`,
    `create table users (
      id text primary key,
      username text not null unique collate nocase,
      role text not null,
      -- PHC string: $argon2id$v=19$m=KiB,t=passes,p=lanes$salt$hash
      password_hash text not null,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create table sessions (
      -- SHA-256 of the id in the cookie: who reads this file cannot use a session of it
      id_hash text primary key,
      -- null: signed out; such a session only carries the CSRF secret of the sign-in page
      user_id text references users (id) on delete cascade,
      csrf_secret text not null,
      created_at integer not null,
      -- last use, to the minute
      seen_at integer not null
    ) strict`,
    `create index sessions_by_seen_at on sessions (seen_at)`,
    `create table sign_in_failures (
      -- SHA-256 of the lower-case name as typed: people type passwords into the wrong field
      name_hash text primary key,
      -- in a row, since the last success
      failures integer not null,
      -- no attempt before this time is looked at
      next_at integer not null
    ) strict`,
    `create table setup_links (
      -- SHA-256 of the token of the one-time link
      token_hash text primary key,
      created_at integer not null
    ) strict`,
    `create table cameras (
      id text primary key,
      name text not null,
      kind text not null check (kind in ('onvif', 'rtsp')),
      -- host of the device, as typed: IPv4, IPv6 or name
      address text not null,
      -- of ONVIF, or of RTSP where there is no ONVIF
      port integer not null,
      -- JSON {username, password}: AES-256-GCM (nonce 12, tag 16, ciphertext), bound to id; null: none needed
      credentials blob,
      -- serial number or MAC as the device tells it; empty: unknown
      hardware_id text not null,
      manufacturer text not null,
      model text not null,
      -- device clock minus hub clock at the last probe, ms; null: unknown
      clock_offset_ms integer,
      created_at integer not null,
      updated_at integer not null
    ) strict`,
    `create unique index cameras_by_hardware_id on cameras (hardware_id) where hardware_id <> ''`,
    `create index cameras_by_address on cameras (address, port)`,
    `create table channels (
      id text primary key,
      camera_id text not null references cameras (id) on delete cascade,
      -- order in the device, from 0
      position integer not null,
      -- the device's own token of the video source; empty for a plain RTSP URL
      token text not null,
      name text not null
    ) strict`,
    `create index channels_by_camera on channels (camera_id, position)`,
    `create table profiles (
      channel_id text not null references channels (id) on delete cascade,
      role text not null check (role in ('main', 'sub')),
      -- the device's own token; empty for a plain RTSP URL
      token text not null,
      codec text not null,
      -- px; 0: unknown
      width integer not null,
      height integer not null,
      -- frames per second; 0: unknown
      fps real not null,
      -- frames between keyframes; 0: unknown
      gop integer not null,
      -- bit/s; 0: unknown
      bitrate integer not null,
      b_frames integer not null check (b_frames in (0, 1)),
      -- PCMA or PCMU; null: no sound that can be passed on
      audio text,
      -- rtsp://, never with credentials in it
      stream_uri text not null,
      primary key (channel_id, role)
    ) strict`,
    `create table audit_events (
      id text primary key,
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
      address text not null
    ) strict`,
    `create index audit_events_by_at on audit_events (at)`,
    `create trigger audit_events_are_kept before delete on audit_events
      begin select raise(abort, 'audit events are kept'); end`,
    `create trigger audit_events_are_final before update on audit_events
      begin select raise(abort, 'audit events are final'); end`,
  ],
};
