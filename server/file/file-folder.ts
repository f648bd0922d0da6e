import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { LARGEST_FILE } from '../contract/file.ts';
import { HubError } from '../errors.ts';
import { newId } from '../id.ts';

/** What is not whole yet. */
const PART = '.part';
/** A page that sends nothing for so long has gone, ms. */
const SILENCE = 60_000;
/** What files leave free on the disk, bytes: without the record nothing of the hub is done. */
const KEPT_FREE = 512 * 1024 * 1024;

/** A file that has come in, and is nobody's yet. */
export interface Arrived {
  path: string;
  handle: FileHandle;
  bytes: number;
}

/** Where the contents of files lie: `<owner>/<file>` (ids of what they are kept with, and of the file) in a folder that only the hub may read. */
export class FileFolder {
  readonly #root: string;
  readonly #free: (folder: string) => Promise<number>;

  private constructor(root: string, free: (folder: string) => Promise<number>) {
    this.#root = root;
    this.#free = free;
  }

  /** Makes the folder, and clears away what a hub that was cut off has left half done. @param free bytes on its disk */
  static async create(root: string, free = freeBytes): Promise<FileFolder> {
    await mkdir(root, { recursive: true, mode: 0o700 });
    for (const name of await readdir(root)) if (name.endsWith(PART)) await rm(join(root, name));
    return new FileFolder(root, free);
  }

  /**
   * Takes in a file, piece by piece, hands it to the work, and leaves nothing behind of it but what the work has kept
   * ({@link keep}), however it ends.
   * @throws HubError `file.too-large`, `store.full`; AbortError
   */
  async take<T>(source: Readable, signal: AbortSignal, work: (arrived: Arrived) => Promise<T>): Promise<T> {
    if ((await this.#free(this.#root)) < KEPT_FREE + LARGEST_FILE) throw new HubError('store.full');
    const path = join(this.#root, `${newId()}${PART}`);
    const handle = await open(path, 'wx+', 0o600);
    try {
      const bytes = await write(handle, source, signal);
      await handle.sync();
      return await work({ path, handle, bytes });
    } catch (error) {
      if (isFull(error)) throw new HubError('store.full', {}, { cause: error });
      throw error;
    } finally {
      await handle.close();
      await rm(path, { force: true });
    }
  }

  /** Makes what has arrived a file of its owner. */
  async keep({ path }: Arrived, ownerId: string, id: string): Promise<void> {
    await mkdir(join(this.#root, ownerId), { recursive: true, mode: 0o700 });
    await rename(path, join(this.#root, ownerId, id));
  }

  /** Ids of an owner's files. */
  list(ownerId: string): Promise<string[]> {
    return readdir(join(this.#root, ownerId));
  }

  read(ownerId: string, id: string): Readable {
    return createReadStream(join(this.#root, ownerId, id));
  }

  async remove(ownerId: string, id: string): Promise<void> {
    await rm(join(this.#root, ownerId, id), { force: true });
  }

  /** All files of an owner. */
  async removeAll(ownerId: string): Promise<void> {
    await rm(join(this.#root, ownerId), { recursive: true, force: true });
  }

  /** Ids of owners that have files. */
  async owners(): Promise<string[]> {
    return (await readdir(this.#root)).filter((name) => !name.endsWith(PART));
  }
}

/** Reads all of it, also of what is too large, so that the page hears why; but not without an end. */
async function write(handle: FileHandle, source: Readable, signal: AbortSignal): Promise<number> {
  const stop = (): void => void source.destroy();
  const silence = setTimeout(stop, SILENCE);
  signal.addEventListener('abort', stop, { once: true });
  let bytes = 0;
  try {
    signal.throwIfAborted();
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a file comes in bytes');
      silence.refresh();
      bytes += chunk.length;
      if (bytes <= LARGEST_FILE) await handle.writeFile(chunk);
      else if (bytes > 2 * LARGEST_FILE) break;
    }
  } catch (error) {
    throw isCut(error) ? new DOMException('the page has gone', 'AbortError') : error;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
  }
  if (bytes > LARGEST_FILE) throw new HubError('file.too-large');
  return bytes;
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** The request ended before its end. */
function isCut(error: unknown): boolean {
  return ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
