import type { OrgUnit } from '../../../../server/contract/org.ts';
import type { Entry } from './entries.ts';

/** Shorter words are not looked for in ids: any two letters are in some. */
const ID_WORD = 6;

/** An entry with all that is searched in it, in small letters. */
export interface Indexed {
  entry: Entry;
  /** Path of its unit's names. */
  where: string;
  name: string;
  text: string;
  ids: string;
}

/** Done once for each list: 2,000 of them are then searched within a millisecond or two. */
export function indexEntries(entries: readonly Entry[], unitName: (id: string) => string): Indexed[] {
  return entries.map((entry) => {
    const where = unitName(entry.unitId);
    const { name, place, initials, address, gbId, channelId, cameraId } = entry;
    return {
      entry,
      where,
      name: name.toLowerCase(),
      text: [name, place, where, initials, address].join(' ').toLowerCase(),
      ids: `${gbId} ${channelId} ${cameraId}`,
    };
  });
}

/** Words of a search. */
export function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * Entries in whose name, place, unit, initials, address or id every word occurs. Those come first whose name begins with the
 * search (or the name's initials do), then those that have it in the name, in the initials, elsewhere.
 */
export function searchEntries(indexed: readonly Indexed[], search: string): readonly Indexed[] {
  const words = wordsOf(search);
  if (!words.length) return indexed;
  const whole = words.join(' ');
  const ranks: Indexed[][] = [[], [], [], []];
  for (const one of indexed) {
    const fits = words.every((word) => one.text.includes(word) || (word.length >= ID_WORD && one.ids.includes(word)));
    if (fits) ranks[rankOf(one, whole)]?.push(one);
  }
  return ranks.flat();
}

function rankOf({ name, entry: { initials } }: Indexed, whole: string): number {
  if (name.startsWith(whole) || initials.startsWith(whole)) return 0;
  if (name.includes(whole)) return 1;
  return initials.includes(whole) ? 2 : 3;
}

/** Units in whose name every word of the search occurs; none without words. */
export function searchUnits(units: Iterable<OrgUnit>, search: string, most: number): OrgUnit[] {
  const words = wordsOf(search);
  if (!words.length) return [];
  const found: OrgUnit[] = [];
  for (const unit of units) {
    if (found.length >= most) break;
    const name = unit.name.toLowerCase();
    if (unit.state !== 'retired' && words.every((word) => name.includes(word))) found.push(unit);
  }
  return found;
}
