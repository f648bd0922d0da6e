import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import sqlite3 from 'sqlite3';
import { storeError } from './store-error.ts';

/** Statements that answer with rows; all others answer with a count. */
const READS = /^\s*(select|with|pragma|explain)\b/i;
const RETURNS = /\breturning\b/i;

/** One open SQLite file, as Kysely wants to see it. Errors are mapped to {@link StoreError}. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: sqlite3.Database;

  private constructor(database: sqlite3.Database) {
    this.#database = database;
  }

  /** Opens the file (made if absent). @throws StoreError */
  static open(file: string): Promise<SqliteConnection> {
    return new Promise((resolve, reject) => {
      const database = new sqlite3.Database(file, (error) => {
        if (error) reject(storeError(error));
        else resolve(new SqliteConnection(database));
      });
    });
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query;
    return new Promise((resolve, reject) => {
      if (READS.test(sql) || RETURNS.test(sql)) {
        this.#database.all<R>(sql, [...parameters], (error, rows) => {
          if (error) reject(storeError(error));
          else resolve({ rows });
        });
        return;
      }
      this.#database.run(sql, [...parameters], function (error) {
        if (error) reject(storeError(error));
        else resolve({ rows: [], numAffectedRows: BigInt(this.changes), insertId: BigInt(this.lastID) });
      });
    });
  }

  /** The driver behind cannot stream; no caller here reads more than fits in memory. */
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('sqlite3 cannot stream rows: use limit and offset');
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#database.close((error) => {
        if (error) reject(storeError(error));
        else resolve();
      });
    });
  }
}
