import { firstLight } from './0001-first-light.ts';
import type { Migration } from './migration.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [firstLight];
