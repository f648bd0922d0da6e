import { pinyin } from 'pinyin-pro';

/** Names that are kept; more than any county has. */
const MOST_NAMES = 20_000;

const known = new Map<string, string>();

/**
 * Initials of a name in pinyin, small letters and digits alone: `县城大桥 2` is `xcdq2`. What is not Chinese stays as it is.
 * Characters of several readings are read as in the word they stand in.
 */
export function initialsOf(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const read = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('');
  const initials = read.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (known.size >= MOST_NAMES) known.clear();
  known.set(name, initials);
  return initials;
}
