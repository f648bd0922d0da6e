import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type ImportError, OrgUnit, type SiteKind, type UnitKind } from '../../contract/org.ts';
import { fromCell } from '../../csv.ts';
import { COLUMNS, type Column, findColumns, type Places } from './columns.ts';
import { problems } from './import-problem.ts';
import { codeOf } from '../../table/words.ts';
import { KIND_WORDS, SITE_WORDS, STATE_WORDS } from './words.ts';

/** What a file says of a unit beside its name and place; what it does not say is not there. */
export type Facts = Partial<
  Pick<OrgUnit, 'civilCode' | 'contactName' | 'contactPhone' | 'longitude' | 'latitude' | 'state'>
>;

interface Row {
  /** As a spreadsheet counts. */
  row: number;
  name: string;
  /** Division code or path of names; empty: the root. */
  parent: string;
}
export type UnitRow = Row & { kind: UnitKind; facts: Facts };
export type SiteRow = Row & { kind: SiteKind };

export interface Rows {
  units: UnitRow[];
  sites: SiteRow[];
  /** Rows that are not empty, without the heading. */
  count: number;
  errors: ImportError[];
}

const { name, civilCode, contactName, contactPhone } = OrgUnit.properties;
const checks = {
  name: [Compile<TSchema>(name), problems.text],
  civilCode: [Compile<TSchema>(civilCode), problems.code],
  contactName: [Compile<TSchema>(contactName), problems.text],
  contactPhone: [Compile<TSchema>(contactPhone), problems.text],
} as const;

/** A row with an error is there all the same, so that those which refer to it are not blamed, too. */
export function readRows([heading, ...body]: readonly (readonly string[])[]): Rows {
  const rows: Rows = { units: [], sites: [], count: 0, errors: [] };
  if (heading === undefined || heading.every((cell) => cell.trim() === '')) {
    rows.errors.push({ row: 0, column: '', message: problems.noHeading });
    return rows;
  }
  const { places, errors } = findColumns(heading);
  rows.errors.push(...errors);
  if (errors.length > 0) return rows;
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    rows.count++;
    const reader = new RowReader(index + 2, cells, places, rows.errors);
    if (cells.slice(heading.length).some((cell) => cell.trim() !== '')) reader.fail('', problems.tooManyCells);
    const site = codeOf(SITE_WORDS, reader.text('kind'));
    if (site === undefined) rows.units.push(reader.unit());
    else rows.sites.push(reader.site(site));
  }
  return rows;
}

class RowReader {
  readonly #row: number;
  readonly #cells: readonly string[];
  readonly #places: Places;
  readonly #errors: ImportError[];

  constructor(row: number, cells: readonly string[], places: Places, errors: ImportError[]) {
    this.#row = row;
    this.#cells = cells;
    this.#places = places;
    this.#errors = errors;
  }

  fail(column: Column | '', message: ImportError['message']): void {
    this.#errors.push({ row: this.#row, column: column && COLUMNS[column][0], message });
  }

  text(column: Column): string {
    return fromCell(this.#cells[this.#places.get(column) ?? -1] ?? '');
  }

  unit(): UnitRow {
    const kind = codeOf(KIND_WORDS, this.text('kind'));
    if (kind === undefined) this.fail('kind', problems.kind(this.text('kind')));
    const facts: Facts = {};
    for (const column of ['civilCode', 'contactName', 'contactPhone'] as const) {
      if (this.#places.has(column)) facts[column] = this.#checked(column);
    }
    if (this.#places.has('longitude')) facts.longitude = this.#degrees('longitude', 180);
    if (this.#places.has('latitude')) facts.latitude = this.#degrees('latitude', 90);
    const state = this.#state();
    if (state !== undefined) facts.state = state;
    return { ...this.#common(), kind: kind ?? 'village', facts };
  }

  site(kind: SiteKind): SiteRow {
    for (const column of ['civilCode', 'contactName', 'contactPhone', 'longitude', 'latitude', 'state'] as const) {
      if (this.text(column) !== '') this.fail(column, problems.ofUnits);
    }
    const common = this.#common();
    if (common.parent === '') this.fail('parent', problems.empty);
    return { ...common, kind };
  }

  #common(): Row {
    const own = this.#checked('name');
    return { row: this.#row, name: own, parent: this.text('parent') };
  }

  #checked(column: keyof typeof checks): string {
    const text = this.text(column);
    const [check, message] = checks[column];
    if (column === 'name' && text === '') this.fail(column, problems.empty);
    else if (!check.Check(text)) this.fail(column, message);
    return text;
  }

  #degrees(column: 'longitude' | 'latitude', limit: number): number | null {
    const text = this.text(column);
    if (text === '') return null;
    const value = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (Math.abs(value) <= limit) return value;
    this.fail(column, problems.number(-limit, limit));
    return null;
  }

  #state(): OrgUnit['state'] | undefined {
    const text = this.text('state');
    if (text === '') return undefined;
    const state = codeOf(STATE_WORDS, text);
    if (state !== undefined && state !== 'retired') return state;
    this.fail('state', problems.state(text));
    return undefined;
  }
}
