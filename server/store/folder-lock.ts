import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { StoreError } from './store-error.ts';

/** A data folder that is this hub's alone; the system itself gives it back when the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Keeps a second hub away from a data folder: it would count, pull and record everything twice. The lock is SQLite's own
 * on an empty database beside the real one, so that backups of the real one stay possible.
 * @throws StoreError `unavailable` where another hub has it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(join(folder, 'hub.lock'), (error) => {
      if (error === null) resolve(opened);
      else reject(new StoreError('unavailable', error.message, { cause: error }));
    });
  });
  const release = (): Promise<void> => {
    return new Promise((resolve, reject) => database.close((error) => (error === null ? resolve() : reject(error))));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      database.exec('begin exclusive', (error) => (error === null ? resolve() : reject(error)));
    });
  } catch (cause) {
    await release();
    throw new StoreError('unavailable', `another hub uses the folder ${folder}: stop it, or set HUB_DATA`, { cause });
  }
  return { release };
}
