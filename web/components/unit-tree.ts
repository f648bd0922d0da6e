import type { OrgUnit } from '../../server/contract/org.ts';

/** All units, as a tree; siblings in the order of their division codes, those without one last, by name. */
export interface UnitTree {
  byId: ReadonlyMap<string, OrgUnit>;
  /** By the parent's id; null: the root. */
  children: ReadonlyMap<string | null, readonly OrgUnit[]>;
}

/** A line of the tree as drawn. */
export interface UnitRow {
  unit: OrgUnit;
  /** From 1, the root. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  /** Null: nothing below it. */
  open: boolean | null;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Makes the tree of a list in any order. */
export function growTree(units: readonly OrgUnit[]): UnitTree {
  const children = new Map<string | null, OrgUnit[]>();
  for (const unit of units) {
    const siblings = children.get(unit.parentId);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentId, [unit]);
  }
  for (const siblings of children.values()) siblings.sort(byCode);
  return { byId: new Map(units.map((unit) => [unit.id, unit])), children };
}

function byCode(a: OrgUnit, b: OrgUnit): number {
  if (a.civilCode !== b.civilCode) {
    if (!a.civilCode || !b.civilCode) return a.civilCode ? -1 : 1;
    return a.civilCode < b.civilCode ? -1 : 1;
  }
  return collator.compare(a.name, b.name);
}

/** The unit and those above it, the root first; empty where it is not known. */
export function pathOf({ byId }: UnitTree, id: string | null): OrgUnit[] {
  const path: OrgUnit[] = [];
  for (let at = id; at !== null;) {
    const unit = byId.get(at);
    if (!unit || path.length > byId.size) break;
    path.unshift(unit);
    at = unit.parentId;
  }
  return path;
}

/** As {@link pathOf}, as rights ask for it. */
export function pathIds(tree: UnitTree, id: string | null): string[] {
  return pathOf(tree, id).map((unit) => unit.id);
}

/** Names from below the root to the unit, for people; the root's own name for the root, empty where it is not known. */
export function pathNames(tree: UnitTree, id: string): string {
  const path = pathOf(tree, id);
  return (path.length > 1 ? path.slice(1) : path).map(({ name }) => name).join(' / ');
}

/** Ids of the unit and of all below it. */
export function idsBelow({ children }: UnitTree, id: string): Set<string> {
  const ids = new Set([id]);
  // A set's iterator goes on to what is added on the way.
  for (const at of ids) for (const child of children.get(at) ?? []) ids.add(child.id);
  return ids;
}

export interface RowOptions {
  /** Ids of units that are unfolded. */
  open: ReadonlySet<string>;
  /** Each must occur in name, division code or contact; what leads to a find is shown, unfolded. */
  words?: string;
  /** With those that are retired, and all below them. */
  retired?: boolean;
}

/** The lines to draw. */
export function rowsOf(tree: UnitTree, { open, words = '', retired = false }: RowOptions): UnitRow[] {
  const shown = words.trim() ? leadingTo(tree, findUnits(tree, words, retired)) : null;
  const rows: UnitRow[] = [];
  const visible = (parent: string | null): OrgUnit[] =>
    (tree.children.get(parent) ?? []).filter(
      ({ id, state }) => (retired || state !== 'retired') && (shown === null || shown.has(id)),
    );
  const add = (siblings: OrgUnit[], level: number): void => {
    siblings.forEach((unit, index) => {
      const below = visible(unit.id);
      const unfolded = shown !== null || open.has(unit.id);
      const row = { unit, level, position: index + 1, siblings: siblings.length };
      rows.push({ ...row, open: below.length ? unfolded : null });
      if (unfolded) add(below, level + 1);
    });
  };
  add(visible(null), 1);
  return rows;
}

/** Units in which every word occurs. */
export function findUnits({ byId }: UnitTree, words: string, retired = false): OrgUnit[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return [...byId.values()].filter(({ name, civilCode, contactName, contactPhone, state }) => {
    if (state === 'retired' && !retired) return false;
    const text = `${name} ${civilCode} ${contactName} ${contactPhone}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function leadingTo(tree: UnitTree, found: readonly OrgUnit[]): Set<string> {
  return new Set(found.flatMap(({ id }) => pathIds(tree, id)));
}

/** The smallest unit that holds all of these paths (units from the root down); null where there is none. */
export function commonUnit(paths: readonly (readonly string[])[]): string | null {
  const [first, ...others] = paths;
  return first?.findLast((id) => others.every((path) => path.includes(id))) ?? null;
}
