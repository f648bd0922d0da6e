import type { Migration } from './migration.ts';

/** Where each user has signed in from: guessing from elsewhere must not lock them out there. */
export const signInAddresses: Migration = {
  version: 6,
  name: 'sign-in-addresses',
  statements: [
    `create table sign_in_addresses (
      user_id text not null references users (id) on delete cascade,
      address text not null,
      -- the last time
      at integer not null,
      primary key (user_id, address)
    ) strict`,
  ],
};
