import type { Kysely } from 'kysely';

/** One step forward of the schema; there is no way back but the backup that is made before. */
export interface Migration {
  /** 1, 2, 3, ... without gaps; kept in the file as `pragma user_version`. */
  version: number;
  name: string;
  /** Run one after the other, in one transaction. Comments in them stay readable in the file (`.schema`). */
  statements: readonly string[];
  /** What SQL alone cannot do, after the statements and in the same transaction. */
  run?: (transaction: Kysely<unknown>) => Promise<void>;
}
