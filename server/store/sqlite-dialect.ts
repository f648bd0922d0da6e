import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SqliteConnection } from './sqlite-connection.ts';
import { StoreError } from './store-error.ts';

/**
 * Set on opening, and why:
 * - WAL: a crash loses nothing that was committed, and a backup can read while the hub writes
 * - foreign_keys: off by default in SQLite
 * - busy_timeout, ms: another process (a backup, a curious `sqlite3` shell) may hold the file for a moment
 * - synchronous FULL: what was answered as done survives a power cut; an audit line most of all
 */
const PRAGMAS = ['journal_mode = wal', 'foreign_keys = on', 'busy_timeout = 5000', 'synchronous = full'];

/** Kysely on the `sqlite3` package: one connection, which is lent to one caller at a time. */
export class SqliteDialect implements Dialect {
  readonly #file: string;
  readonly #mayWait: () => void;

  /** @param mayWait throws if the caller must not wait for the connection, for it holds it itself */
  constructor(file: string, mayWait: () => void = () => undefined) {
    this.#file = file;
    this.#mayWait = mayWait;
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#file, this.#mayWait);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new QueuedAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

/** The driver below lends out its connection itself: Kysely's own queue would come before the check for misuse. */
class QueuedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * A transaction keeps the connection until it ends; whoever else wants it waits in line. So two transactions are
 * never interleaved, and nothing outside of a transaction is caught up in it.
 */
class SqliteDriver implements Driver {
  readonly #file: string;
  #connection: SqliteConnection | undefined;
  /** Resolved when the last one in line has given the connection back. */
  #line: Promise<void> = Promise.resolve();
  #giveBack: (() => void) | undefined;

  readonly #mayWait: () => void;

  constructor(file: string, mayWait: () => void) {
    this.#file = file;
    this.#mayWait = mayWait;
  }

  async init(): Promise<void> {
    const connection = await SqliteConnection.open(this.#file);
    for (const pragma of PRAGMAS) await connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
    this.#connection = connection;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#mayWait();
    const before = this.#line;
    let giveBack = (): void => undefined;
    this.#line = new Promise((resolve) => (giveBack = resolve));
    await before;
    if (this.#connection === undefined) {
      giveBack();
      throw new Error('the database is closed');
    }
    this.#giveBack = giveBack;
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    this.#giveBack?.();
    return Promise.resolve();
  }

  /** `immediate`: takes the write lock now, so that a read in it cannot fail later on becoming a write. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  /** A full disk makes SQLite roll back by itself: that there is nothing left to do must not hide why. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch (error) {
      if (!(error instanceof StoreError && error.message.includes('no transaction is active'))) throw error;
    }
  }

  async destroy(): Promise<void> {
    await this.#line;
    await this.#connection?.close();
    this.#connection = undefined;
  }
}
