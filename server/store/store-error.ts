/** What went wrong in the database, in words that do not depend on SQLite. */
export type StoreProblem = 'conflict' | 'unavailable' | 'newer' | 'unreadable' | 'misuse';

/**
 * The only error that leaves `store/`.
 *
 * - `conflict`: a constraint forbids it (a second user of that name, a row that refers to nothing)
 * - `unavailable`: busy for too long, disk full, file not readable
 * - `newer`: the file was made by a newer hub
 * - `unreadable`: a row does not have the shape that the schema promises
 * - `misuse`: a programming error: a query outside of the running transaction
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, message: string, options?: ErrorOptions) {
    super(`${problem}: ${message}`, options);
    this.problem = problem;
  }
}

/** Maps an error of the sqlite3 package, whose messages name columns but never hold values. */
export function storeError(error: Error & { code?: string }): StoreError {
  const problem = error.code === 'SQLITE_CONSTRAINT' ? 'conflict' : 'unavailable';
  return new StoreError(problem, error.message, { cause: error });
}
