/** What went wrong in the database, in words that do not depend on SQLite. */
export type StoreProblem = 'conflict' | 'full' | 'unavailable' | 'newer' | 'unreadable' | 'misuse';

/**
 * The only error that leaves `store/`.
 *
 * - `conflict`: a constraint forbids it (a second user of that name, a row that refers to nothing)
 * - `full`: no room on the disk: nothing of it was written
 * - `unavailable`: busy for too long, file not readable
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

const problems: Readonly<Record<string, StoreProblem>> = { SQLITE_CONSTRAINT: 'conflict', SQLITE_FULL: 'full' };

/** Maps an error of the sqlite3 package, whose messages name columns but never hold values. */
export function storeError(error: Error & { code?: string }): StoreError {
  return new StoreError(problems[error.code ?? ''] ?? 'unavailable', error.message, { cause: error });
}
