import { type Kysely, sql } from 'kysely';
import type { Migration } from './migrations/migration.ts';
import { StoreError } from './store-error.ts';

/** What {@link migrate} did. */
export interface Migrated {
  from: number;
  to: number;
  /** The copy made before; null where nothing had to be done, or the database is new. */
  backup: string | null;
}

/**
 * Brings the schema up to date, each step in a transaction of its own. An existing file is copied first.
 * @param file path of the database, which the backup is named after
 * @throws StoreError `newer` if a newer hub has been here; `unavailable` if the copy cannot be written
 */
export async function migrate<S>(
  database: Kysely<S>,
  file: string,
  migrations: readonly Migration[],
): Promise<Migrated> {
  const from = await schemaVersion(database);
  const newest = migrations.at(-1)?.version ?? 0;
  if (from > newest) {
    throw new StoreError('newer', `the database has version ${from}, this hub knows ${newest}: start a newer hub`);
  }
  const pending = migrations.filter((migration) => migration.version > from);
  const backup = from > 0 && pending.length > 0 ? `${file}.v${from}-${Date.now()}.backup` : null;
  if (backup !== null) await sql`vacuum into ${backup}`.execute(database);

  for (const { version, statements, run } of pending) {
    await database.transaction().execute(async (transaction) => {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await run?.(transaction as unknown as Kysely<unknown>);
      await sql.raw(`pragma user_version = ${version}`).execute(transaction);
    });
  }
  return { from, to: newest, backup };
}

async function schemaVersion<S>(database: Kysely<S>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(database);
  return rows[0]?.user_version ?? 0;
}
