import type { OrgUnit, UnitChange } from '../../contract/org.ts';
import type { NewUnitChange } from '../../store/org-units.ts';
import { KIND_WORDS, STATE_WORDS } from './words.ts';

const FACTS = ['kind', 'civilCode', 'contactName', 'contactPhone', 'longitude', 'latitude', 'state'] as const;

/** Who changes something, when, and what the units above are called. */
export interface Change {
  username: string;
  at: number;
  nameOf: (unitId: string) => string;
}

/** The history of a unit that is new. */
export function creationOf(unit: OrgUnit, { username, at }: Pick<Change, 'username' | 'at'>): NewUnitChange {
  return { unitId: unit.id, at, username, act: 'created', before: '', after: unit.name };
}

/** Where a unit was and is, for the record: rights hang on it. Nothing where it stayed. */
export function moveOf(before: OrgUnit, after: OrgUnit): { from?: string; to?: string } {
  return before.parentId === after.parentId ? {} : { from: before.parentId ?? '', to: after.parentId ?? '' };
}

/** What became different, one line per kind of change; none where all is as it was. */
export function changesOf(before: OrgUnit, after: OrgUnit, { username, at, nameOf }: Change): NewUnitChange[] {
  const line = (act: UnitChange['act'], was: string, is: string): NewUnitChange => ({
    unitId: after.id,
    at,
    username,
    act,
    before: was,
    after: is,
  });
  const lines: NewUnitChange[] = [];
  if (before.name !== after.name) lines.push(line('renamed', before.name, after.name));
  if (before.parentId !== after.parentId) {
    lines.push(line('moved', nameOf(before.parentId ?? ''), nameOf(after.parentId ?? '')));
  }
  const facts = FACTS.filter((fact) => before[fact] !== after[fact]);
  const words = (unit: OrgUnit): string => facts.map((fact) => wordOf(unit, fact)).join('；');
  if (facts.length > 0) lines.push(line('changed', words(before), words(after)));
  return lines;
}

function wordOf(unit: OrgUnit, fact: (typeof FACTS)[number]): string {
  if (fact === 'kind') return KIND_WORDS[unit.kind][0];
  if (fact === 'state') return STATE_WORDS[unit.state][0];
  return String(unit[fact] ?? '') || '—';
}
