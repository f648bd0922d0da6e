import type { Migration } from './migration.ts';

/** Saved walls and tours, favourites, what sites show, and screens that sign in by a token. Times are ms since 1970. */
export const walls: Migration = {
  version: 9,
  name: 'walls',
  statements: [
    // 1: a screen in a room (kiosks), and no person: nobody invites it, gives it a role or puts it on the roster
    `alter table users add column screen integer not null default 0`,
    // when it ends at the latest; null: after the time that all sessions have
    `alter table sessions add column ends_at integer`,
    `create table walls (
      id text primary key,
      name text not null,
      owner_id text not null references users (id),
      -- whose people may open it; null: the owner alone
      unit_id text references org_units (id),
      -- JSON: Screen[] of contract/wall.ts; channels in it may be gone
      screens text not null,
      updated_at integer not null
    ) strict`,
    `create index walls_by_owner on walls (owner_id)`,
    `create index walls_by_unit on walls (unit_id) where unit_id is not null`,
    `create table tours (
      id text primary key,
      name text not null,
      owner_id text not null references users (id),
      unit_id text references org_units (id),
      -- how long each page is shown, s
      dwell integer not null,
      -- JSON: TourContent of contract/wall.ts; walls and channels in it may be gone
      content text not null,
      updated_at integer not null
    ) strict`,
    `create index tours_by_owner on tours (owner_id)`,
    `create index tours_by_unit on tours (unit_id) where unit_id is not null`,
    `create table favourites (
      user_id text primary key references users (id),
      -- JSON: ids in order; channels may be gone
      channel_ids text not null
    ) strict`,
    `create table site_views (
      site_id text primary key references sites (id) on delete cascade,
      wall_id text references walls (id) on delete cascade,
      tour_id text references tours (id) on delete cascade,
      check ((wall_id is null) <> (tour_id is null))
    ) strict`,
    `create index site_views_by_wall on site_views (wall_id) where wall_id is not null`,
    `create index site_views_by_tour on site_views (tour_id) where tour_id is not null`,
    `create table kiosks (
      id text primary key,
      -- name, unit and end are the user's
      user_id text not null unique references users (id),
      site_id text not null references sites (id) on delete cascade,
      -- what it may see, and until when
      grant_id text not null references grants (id),
      -- SHA-256 of the token, which was shown once
      token_hash text not null unique,
      -- name at that time
      created_by text not null,
      created_at integer not null
    ) strict`,
    `create index kiosks_by_site on kiosks (site_id)`,
  ],
};
