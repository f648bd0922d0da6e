import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, so small that it can be filled: a tmpfs, which only root may mount. */
export class SmallDisk {
  readonly folder: string;
  readonly #ballast: string;

  /** @param megabytes how much it holds */
  constructor(megabytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'hub-small-disk-'));
    this.#ballast = join(this.folder, 'ballast');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'hub-test', this.folder]);
    } catch (error) {
      rmdirSync(this.folder);
      throw error;
    }
  }

  /** Leaves no room but `bytes`. */
  fill(bytes = 0): void {
    this.empty();
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Lazily: also while a file on it is still open, so that nothing stays mounted. */
  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmdirSync(this.folder);
  }
}

/** Whether such a disk can be had here: not by everybody, and not in every container. */
export function canMount(): boolean {
  try {
    new SmallDisk(1).unmount();
    return true;
  } catch {
    return false; // Only the tests that need it are left out, and told as skipped.
  }
}
