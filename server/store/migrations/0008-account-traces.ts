import type { Migration } from './migration.ts';

/** What tells a person from who only got their link, and a person's own machine from others behind the same address. */
export const accountTraces: Migration = {
  version: 8,
  name: 'account-traces',
  statements: [
    // When the last one-time link was used, ms since 1970, and from which network address; null: it was not seen.
    `alter table users add column link_used_at integer`,
    `alter table users add column link_used_address text`,
    `create table sign_in_devices (
      user_id text not null references users (id) on delete cascade,
      -- SHA-256 of what the browser keeps in a cookie; another one after each sign-in
      token_hash text not null,
      -- the last sign-in
      at integer not null,
      primary key (user_id, token_hash)
    ) strict`,
  ],
};
