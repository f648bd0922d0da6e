import { firstLight } from './0001-first-light.ts';
import { places } from './0002-places.ts';
import { people } from './0003-people.ts';
import { rights } from './0004-rights.ts';
import { record } from './0005-record.ts';
import { signInAddresses } from './0006-sign-in-addresses.ts';
import { fleet } from './0007-fleet.ts';
import { accountTraces } from './0008-account-traces.ts';
import { walls } from './0009-walls.ts';
import { meetings } from './0010-meetings.ts';
import type { Migration } from './migration.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [
  firstLight,
  places,
  people,
  rights,
  record,
  signInAddresses,
  fleet,
  accountTraces,
  walls,
  meetings,
];
