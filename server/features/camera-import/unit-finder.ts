import type { OrgUnit } from '../../contract/org.ts';
import { fromPathText, toPathText } from '../../table/path-text.ts';

/** The units of the hub, as a file names them: by division code, by a name that is there once, or by a path. */
export class UnitFinder {
  readonly #byId: ReadonlyMap<string, OrgUnit>;
  readonly #byCode: ReadonlyMap<string, OrgUnit>;
  readonly #byName: ReadonlyMap<string, OrgUnit[]>;
  readonly #byPath = new Map<string, OrgUnit>();

  constructor(units: readonly OrgUnit[]) {
    const inUse = units.filter(({ state }) => state !== 'retired');
    this.#byId = new Map(units.map((unit) => [unit.id, unit]));
    this.#byCode = new Map(inUse.filter(({ civilCode }) => civilCode !== '').map((unit) => [unit.civilCode, unit]));
    this.#byName = Map.groupBy(inUse, ({ name }) => name);
    for (const unit of inUse) {
      const names = this.above(unit.id).map(({ name }) => name);
      this.#byPath.set(toPathText(names), unit);
      // The root may be left out.
      if (names.length > 1) this.#byPath.set(toPathText(names.slice(1)), unit);
    }
  }

  find(text: string): OrgUnit | 'unknown' | 'ambiguous' {
    const byCode = this.#byCode.get(text);
    if (byCode !== undefined) return byCode;
    const [only, ...others] = this.#byName.get(text) ?? [];
    if (only !== undefined && others.length === 0) return only;
    const byPath = this.#byPath.get(toPathText(fromPathText(text)));
    if (byPath !== undefined && (only === undefined || fromPathText(text).length > 1)) return byPath;
    return only === undefined ? 'unknown' : 'ambiguous';
  }

  get(id: string): OrgUnit | undefined {
    return this.#byId.get(id);
  }

  /** The unit and all that it lies in, the root first. */
  above(id: string): OrgUnit[] {
    const path: OrgUnit[] = [];
    for (let unit = this.#byId.get(id); unit !== undefined; unit = this.#byId.get(unit.parentId ?? '')) {
      path.unshift(unit);
    }
    return path;
  }

  /** How a file names it: {@link find} finds it again. */
  nameOf(id: string): string {
    const unit = this.#byId.get(id);
    if (unit === undefined) return '';
    return unit.civilCode || toPathText(this.above(id).map(({ name }) => name));
  }
}
