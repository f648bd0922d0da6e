import type { OrgUnit } from '../../contract/org.ts';
import { fromPathText } from '../../table/path-text.ts';
import { explore } from './forest.ts';
import { MAX_LEVELS } from './import-problem.ts';
import type { UnitRow } from './import-rows.ts';

/** What a parent's cell means: a row of the same file, or a unit that only the database has. */
export type Parent = { row: UnitRow } | { unit: OrgUnit };
export type Reference = Parent | 'unknown' | 'ambiguous';

/**
 * Finds out which unit a parent's cell means: a division code, a name that is there once, or a path of names, in which the
 * root may be left out. What the file says goes before what the database has.
 */
export class References {
  readonly #root: OrgUnit;
  readonly #rootRow: UnitRow | undefined;
  readonly #rowsByCode = new Map<string, UnitRow>();
  readonly #rowsByName: Map<string, UnitRow[]>;
  readonly #unitsByCode: Map<string, OrgUnit>;
  readonly #unitsByName: Map<string, OrgUnit[]>;
  /** Names below the root, as one text. */
  readonly #rowPaths: Map<UnitRow, string>;
  readonly #unitPaths: Map<OrgUnit, string>;
  readonly #rowsByPath: Map<string, UnitRow[]>;
  readonly #unitsByPath: Map<string, OrgUnit[]>;

  /** @param units that are not retired */
  constructor(units: readonly OrgUnit[], root: OrgUnit, rows: readonly UnitRow[]) {
    this.#root = root;
    this.#rootRow = rows.find(({ parent }) => parent === '');
    for (const row of rows) {
      const code = row.facts.civilCode ?? '';
      if (code !== '' && !this.#rowsByCode.has(code)) this.#rowsByCode.set(code, row);
    }
    this.#rowsByName = Map.groupBy(rows, ({ name }) => name);
    this.#unitsByCode = new Map(
      units.filter(({ civilCode }) => civilCode !== '').map((unit) => [unit.civilCode, unit]),
    );
    this.#unitsByName = Map.groupBy(units, ({ name }) => name);
    this.#unitPaths = pathsOfUnits(units);
    this.#unitsByPath = Map.groupBy(this.#unitPaths.keys(), (unit) => this.#unitPaths.get(unit) ?? '');
    this.#rowPaths = this.#pathsOfRows(rows);
    this.#rowsByPath = Map.groupBy(this.#rowPaths.keys(), (row) => this.#rowPaths.get(row) ?? '');
  }

  /** The row that says what has this code now, or the unit that has it. */
  byCode(code: string): Parent | undefined {
    const row = this.#rowsByCode.get(code);
    if (row !== undefined) return { row };
    const unit = this.#unitsByCode.get(code);
    return unit && { unit };
  }

  /** @param text not empty */
  find(text: string): Reference {
    const byCode = this.byCode(text);
    if (byCode !== undefined) return byCode;
    const names = fromPathText(text);
    const byName = names.length === 1 ? this.#byName(names[0] ?? '') : 'unknown';
    if (typeof byName === 'object' && this.#isClear(byName)) return byName;
    const path = this.#belowRoot(names);
    const byPath = only(this.#rowsByPath.get(path), this.#unitsByPath.get(path));
    if (byPath !== 'unknown') return byPath;
    return typeof byName === 'object' ? 'ambiguous' : byName;
  }

  /** Whether a name means a row alone: a unit of this name elsewhere could be meant, too. */
  #isClear(found: Parent): boolean {
    if ('unit' in found) return true;
    const { row } = found;
    const isSame = (unit: OrgUnit): boolean =>
      this.#unitPaths.get(unit) === this.#rowPaths.get(row) ||
      (unit.civilCode !== '' && this.#rowsByCode.get(unit.civilCode) === row) ||
      (unit === this.#root && row === this.#rootRow);
    return (this.#unitsByName.get(row.name) ?? []).every(isSame);
  }

  #byName(name: string): Reference {
    return only(this.#rowsByName.get(name), this.#unitsByName.get(name));
  }

  /** Without the root's name at the beginning, the one that it has or the one that it gets. */
  #belowRoot(names: string[]): string {
    const [first] = names;
    const isRoot = first === this.#root.name || first === this.#rootRow?.name;
    return toPath(isRoot ? names.slice(1) : names);
  }

  /** Of rows in a circle, and of those far too deep, there are none. */
  #pathsOfRows(rows: readonly UnitRow[]): Map<UnitRow, string> {
    const parents = new Map<UnitRow, Parent | string>();
    for (const row of rows) {
      if (row === this.#rootRow || row.parent === '') continue;
      const names = fromPathText(row.parent);
      const byName = names.length === 1 ? this.#byName(names[0] ?? '') : 'unknown';
      const named = typeof byName === 'object' ? byName : this.#belowRoot(names);
      parents.set(row, this.byCode(row.parent) ?? named);
    }
    const rowAbove = (row: UnitRow): UnitRow | null => {
      const parent = parents.get(row);
      return typeof parent === 'object' && 'row' in parent ? parent.row : null;
    };
    const paths = new Map<UnitRow, string>();
    for (const [row, level] of explore(rows, rowAbove).levels) {
      const parent = parents.get(row);
      if (level > MAX_LEVELS) continue;
      if (parent === undefined) paths.set(row, toPath([]));
      else if (typeof parent === 'string') paths.set(row, parent + toPath([row.name]));
      else {
        const above = 'row' in parent ? paths.get(parent.row) : this.#unitPaths.get(parent.unit);
        if (above !== undefined) paths.set(row, above + toPath([row.name]));
      }
    }
    return paths;
  }
}

/** No name holds a line feed. */
function toPath(names: readonly string[]): string {
  return names.map((name) => `\n${name}`).join('');
}

function pathsOfUnits(units: readonly OrgUnit[]): Map<OrgUnit, string> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const parentOf = ({ parentId }: OrgUnit): OrgUnit | null => byId.get(parentId ?? '') ?? null;
  const paths = new Map<OrgUnit, string>();
  for (const unit of explore(units, parentOf).levels.keys()) {
    const above = parentOf(unit);
    paths.set(unit, above === null ? toPath([]) : (paths.get(above) ?? '') + toPath([unit.name]));
  }
  return paths;
}

function only(rows: readonly UnitRow[] | undefined, units: readonly OrgUnit[] | undefined): Reference {
  const [row, ...otherRows] = rows ?? [];
  if (row !== undefined) return otherRows.length === 0 ? { row } : 'ambiguous';
  const [unit, ...otherUnits] = units ?? [];
  if (unit === undefined) return 'unknown';
  return otherUnits.length === 0 ? { unit } : 'ambiguous';
}
