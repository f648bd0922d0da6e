import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A file of the project, by its path from the root with `/`, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** All files of the checkout that are not ignored by git, sorted. */
export function listFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return list
    .split('\0')
    .filter((path) => path !== '' && !deleted.includes(path))
    .sort();
}

export function read(path: string): SourceFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** TypeScript that we wrote. */
export function isSource(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
}

/** Folder of a path; '' for the root. */
export function folderOf(path: string): string {
  return relative('.', join(path, '..'));
}
