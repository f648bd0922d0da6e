import type { ImportError, OrgImportResult, OrgUnit, Site } from '../../contract/org.ts';
import { newId } from '../../id.ts';
import { COLUMNS, type Column } from './columns.ts';
import { explore } from './forest.ts';
import { isGain } from './gain.ts';
import { MAX_LEVELS, problems } from './import-problem.ts';
import type { Rows, SiteRow, UnitRow } from './import-rows.ts';
import { type Parent, References } from './references.ts';

/** What is there before, and what the reader may change. */
export interface Ground {
  /** Not retired. */
  units: readonly OrgUnit[];
  sites: readonly Site[];
  /** Whether a unit of the database lies in the actor's area. */
  mayWrite: (unitId: string) => boolean;
  /** Units from which the reader sees what lies below. */
  holds: ReadonlySet<string>;
  now: number;
}

/** What an import would do. With any error nothing of it may be done. */
export interface Plan {
  /** Parents before their children. */
  newUnits: OrgUnit[];
  changedUnits: { before: OrgUnit; after: OrgUnit }[];
  newSites: Site[];
  changedSites: Site[];
  unchanged: number;
  preview: OrgImportResult['preview'];
  errors: ImportError[];
}

/** What a unit is before it is in the database. */
const BEGINNING = {
  civilCode: '',
  contactName: '',
  contactPhone: '',
  longitude: null,
  latitude: null,
  state: 'planned',
  mergedInto: null,
} as const;

/** Compares a file with the database. Changes nothing, and blames each row for its own mistakes only. */
export function planImport(rows: Rows, ground: Ground): Plan {
  return new Planner(rows, ground).plan();
}

class Planner {
  readonly #rows: Rows;
  readonly #ground: Ground;
  readonly #root: OrgUnit;
  readonly #unitsById: Map<string, OrgUnit>;
  readonly #unitsByCode: Map<string, OrgUnit>;
  readonly #children: Map<string, OrgUnit>;
  readonly #references: References;
  readonly #errors: ImportError[];
  /** What each row makes of its unit; not there: it cannot be said. */
  readonly #results = new Map<UnitRow, { before: OrgUnit | null; after: OrgUnit }>();
  /** The row that speaks of a unit. */
  readonly #speakers = new Map<string, UnitRow>();
  /** Known when all rows are resolved. */
  #afterwards: Map<string, OrgUnit> | undefined;

  constructor(rows: Rows, ground: Ground) {
    const root = ground.units.find(({ parentId }) => parentId === null);
    if (root === undefined) throw new Error('the tree has no root');
    this.#rows = rows;
    this.#ground = ground;
    this.#root = root;
    this.#unitsById = new Map(ground.units.map((unit) => [unit.id, unit]));
    this.#unitsByCode = new Map(ground.units.map((unit) => [unit.civilCode, unit]));
    this.#children = new Map(ground.units.map((unit) => [keyOf(unit.parentId, unit.name), unit]));
    this.#references = new References(ground.units, root, rows.units);
    this.#errors = [...rows.errors];
  }

  plan(): Plan {
    for (const row of this.#ordered()) this.#resolve(row);
    this.#checkTree();
    this.#checkUnique();
    const plan: Plan = {
      newUnits: [],
      changedUnits: [],
      newSites: [],
      changedSites: [],
      unchanged: 0,
      preview: [],
      errors: this.#errors,
    };
    for (const [row, { before, after }] of this.#results) this.#addUnit(plan, row, before, after);
    this.#addSites(plan);
    plan.preview.sort((a, b) => a.row - b.row);
    plan.errors.sort((a, b) => a.row - b.row);
    return plan;
  }

  /** Rows whose parents are clear, parents before their children. */
  #ordered(): UnitRow[] {
    const parents = new Map<UnitRow, Parent | null>();
    const lost = new Set<UnitRow>();
    const codes = new Map<string, number>();
    const [root] = this.#rows.units.filter(({ parent }) => parent === '');
    for (const row of this.#rows.units) {
      const code = row.facts.civilCode ?? '';
      const first = codes.get(code);
      if (first !== undefined) this.#fail(row, 'civilCode', problems.sameCode(first));
      else if (code !== '') codes.set(code, row.row);
      if (row === root) parents.set(row, null);
      else if (row.parent === '') {
        this.#fail(row, 'parent', problems.secondRoot(root?.row ?? 0));
        lost.add(row);
      } else {
        const parent = this.#parentOf(row);
        if (parent === null) lost.add(row);
        parents.set(row, parent);
      }
    }
    const { levels, cyclic } = explore(this.#rows.units, (row) => {
      const parent = parents.get(row);
      return parent && 'row' in parent ? parent.row : null;
    });
    for (const row of cyclic) this.#fail(row, 'parent', problems.cycle);
    return [...levels.keys()].filter((row) => !lost.has(row));
  }

  #parentOf(row: UnitRow | SiteRow): Parent | null {
    const parent = this.#references.find(row.parent);
    if (typeof parent === 'object') return parent;
    const problem = parent === 'unknown' ? problems.unknownParent : problems.ambiguousParent;
    this.#fail(row, 'parent', problem(row.parent));
    return null;
  }

  /** The unit that a parent is in the database or will be; null: its own row has failed. */
  #idOf(parent: Parent): string | null {
    return 'unit' in parent ? parent.unit.id : (this.#results.get(parent.row)?.after.id ?? null);
  }

  #resolve(row: UnitRow): void {
    let parentId: string | null = null;
    if (row.parent !== '') {
      const parent = this.#references.find(row.parent);
      parentId = typeof parent === 'object' ? this.#idOf(parent) : null;
      if (parentId === null) return;
    }
    const before = this.#match(row, parentId);
    if (before === undefined) return;
    const { now } = this.#ground;
    const known = before ?? { ...BEGINNING, id: newId(), createdAt: now, updatedAt: now };
    const after: OrgUnit = { ...known, ...row.facts, name: row.name, kind: row.kind, parentId };
    const speaker = this.#speakers.get(after.id);
    if (speaker !== undefined) {
      this.#fail(row, 'name', problems.sameName(speaker.row));
      return;
    }
    this.#speakers.set(after.id, row);
    this.#results.set(row, { before, after });
  }

  /** The unit of the database that a row means: by its code, else by its name in the same unit. Undefined: refused. */
  #match(row: UnitRow, parentId: string | null): OrgUnit | null | undefined {
    const code = row.facts.civilCode ?? '';
    const byCode = code === '' ? undefined : this.#unitsByCode.get(code);
    if (parentId === null) {
      const isOther = this.#root.civilCode !== '' && code !== this.#root.civilCode && row.name !== this.#root.name;
      if (!isOther) return this.#root;
      this.#fail(row, 'parent', problems.otherRoot(this.#root.name));
      return undefined;
    }
    if (byCode !== undefined && byCode !== this.#root) return byCode;
    if (byCode !== undefined) {
      this.#fail(row, 'parent', problems.rootBelow);
      return undefined;
    }
    const named = this.#children.get(keyOf(parentId, row.name));
    // One that another row speaks of by its code is not this one.
    const claimed = named === undefined ? undefined : this.#references.byCode(named.civilCode);
    return named === undefined || (claimed !== undefined && 'row' in claimed) ? null : named;
  }

  /** As it would be afterwards. */
  #final(): ReadonlyMap<string, OrgUnit> {
    if (this.#afterwards === undefined) {
      this.#afterwards = new Map(this.#unitsById);
      for (const { after } of this.#results.values()) this.#afterwards.set(after.id, after);
    }
    return this.#afterwards;
  }

  #checkTree(): void {
    const final = this.#final();
    const parentOf = (id: string): string | null => final.get(id)?.parentId ?? null;
    const { levels, cyclic } = explore(final.keys(), parentOf);
    for (const [row, { after }] of this.#results) {
      if (cyclic.has(after.id)) this.#fail(row, 'parent', problems.cycle);
      else if ((levels.get(after.id) ?? 0) > MAX_LEVELS) this.#fail(row, 'parent', problems.levels);
    }
  }

  #checkUnique(): void {
    const units = [...this.#final().values()];
    const byPlace = Map.groupBy(units, ({ parentId, name }) => keyOf(parentId, name));
    const byCode = Map.groupBy(units, ({ civilCode }) => civilCode);
    for (const [row, { after }] of this.#results) {
      const twin = byPlace.get(keyOf(after.parentId, after.name))?.find(({ id }) => id !== after.id);
      if (twin !== undefined) {
        const other = this.#speakers.get(twin.id);
        if (other === undefined) this.#fail(row, 'name', problems.takenName);
        else if (other.row < row.row) this.#fail(row, 'name', problems.sameName(other.row));
      }
      const holder = after.civilCode && byCode.get(after.civilCode)?.find(({ id }) => id !== after.id);
      if (holder && !this.#speakers.has(holder.id)) this.#fail(row, 'civilCode', problems.takenCode(holder.name));
    }
  }

  #addUnit(plan: Plan, row: UnitRow, before: OrgUnit | null, after: OrgUnit): void {
    if (before !== null && isSame(before, after)) {
      plan.unchanged++;
      return;
    }
    const places = [before?.id, before?.parentId === after.parentId ? undefined : after.parentId];
    this.#checkArea(row, places);
    if (before !== null && before.parentId !== after.parentId) this.#checkGain(row, before.id);
    if (before === null) plan.newUnits.push(after);
    else plan.changedUnits.push({ before, after: { ...after, updatedAt: this.#ground.now } });
    this.#show(plan, row, before === null, after.parentId);
  }

  #addSites(plan: Plan): void {
    const known = new Map(this.#ground.sites.map((site) => [keyOf(site.unitId, site.name), site]));
    const speakers = new Map<string, number>();
    for (const row of this.#rows.sites) {
      const parent = row.parent === '' ? null : this.#parentOf(row);
      const unitId = parent && this.#idOf(parent);
      if (unitId === null) continue;
      const key = keyOf(unitId, row.name);
      const first = speakers.get(key);
      if (first !== undefined) this.#fail(row, 'name', problems.sameName(first));
      speakers.set(key, row.row);
      const before = known.get(key);
      if (before?.kind === row.kind) {
        plan.unchanged++;
        continue;
      }
      this.#checkArea(row, [unitId]);
      const site = { id: before?.id ?? newId(), unitId, name: row.name, kind: row.kind };
      if (before === undefined) plan.newSites.push(site);
      else plan.changedSites.push(site);
      this.#show(plan, row, before === undefined, unitId);
    }
  }

  /** Units that are new themselves are judged by their own rows. */
  #checkArea(row: UnitRow | SiteRow, unitIds: (string | null | undefined)[]): void {
    const known = unitIds.filter((id): id is string => typeof id === 'string' && this.#unitsById.has(id));
    if (!known.every((id) => this.#ground.mayWrite(id))) this.#fail(row, 'parent', problems.outside);
  }

  /** As in gain.ts; what lies below a unit goes with it. */
  #checkGain(row: UnitRow, id: string): void {
    const before = pathIn(this.#unitsById, id);
    const after = pathIn(this.#final(), id);
    if (isGain(this.#ground.holds, before, after)) this.#fail(row, 'parent', problems.gain);
  }

  #show(plan: Plan, { row, name, kind }: UnitRow | SiteRow, isNew: boolean, parentId: string | null): void {
    const speaker = parentId === null ? undefined : this.#speakers.get(parentId);
    const parent = speaker?.name ?? this.#unitsById.get(parentId ?? '')?.name ?? '';
    plan.preview.push({ row, act: isNew ? 'create' : 'update', name, parent, kind });
  }

  #fail({ row }: UnitRow | SiteRow, column: Column, message: ImportError['message']): void {
    this.#errors.push({ row, column: COLUMNS[column][0], message });
  }
}

/** Upwards; ends on a cycle, too. */
function pathIn(units: ReadonlyMap<string, OrgUnit>, id: string): string[] {
  const path = new Set<string>();
  for (let next: string | null = id; next !== null && !path.has(next); next = units.get(next)?.parentId ?? null) {
    path.add(next);
  }
  return [...path];
}

/** No id holds a space. */
function keyOf(parentId: string | null, name: string): string {
  return `${parentId ?? ''} ${name}`;
}

function isSame(before: OrgUnit, after: OrgUnit): boolean {
  const names = Object.keys(before) as (keyof OrgUnit)[];
  return names.every((name) => before[name] === after[name]);
}
