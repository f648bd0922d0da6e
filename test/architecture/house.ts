import type { SourceFile } from './tree.ts';
import { folderOf } from './tree.ts';

export const CEILING = 400;

/** The top level, exactly: our rooms, and what tools look for at the root. */
export const TOP_LEVEL = [
  'server',
  'web',
  'media',
  'scripts',
  'test',
  'package.json',
  'tsconfig.json',
  'ffmpeg.config.json',
  // git, npm, the build server, eslint, prettier, and whoever opens the project for the first time
  '.gitignore',
  'package-lock.json',
  '.ci',
  'eslint.config.js',
  '.prettierignore',
  'README.md',
  'LICENSE',
];

/** media/worker's README speaks for the headers below it, and the README of a test folder for what mirrors a room. */
const WITHOUT_README = /^(\.ci(\/|$)|media\/worker\/compat(\/|$)|test\/(server|media|web)\/)/;

/** Code that people read: what the ceiling is for. */
export function isCode({ path, text }: SourceFile): boolean {
  return /\.(tsx?|js|mjs|css|sql|py|sh|h|build)$/.test(path) || text.startsWith('#!');
}

export function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** Folders with files of ours, and those above them, that lack a README.md. */
export function foldersWithoutReadme(paths: string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) for (let dir = folderOf(path); dir !== ''; dir = folderOf(dir)) folders.add(dir);
  return [...folders].filter((dir) => !WITHOUT_README.test(dir) && !paths.includes(`${dir}/README.md`)).sort();
}

/** Names that say nothing: whatever lands there belongs somewhere. */
export function hasEmptyName(path: string): boolean {
  return /(^|[/.-])(utils?|helpers?|common|managers?|misc)([/.-]|$)/i.test(path);
}

/** How the file sizes are spread: median, and the share of files with at most 300 lines. */
export function spread(lines: number[]): { median: number; small: number } {
  const sorted = lines.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    small: sorted.filter((count) => count <= 300).length / sorted.length,
  };
}
