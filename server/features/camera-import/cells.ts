import type { ImportFinding } from '../../contract/camera-import.ts';
import { fromCell } from '../../csv.ts';
import { COLUMNS, type Column, type Places } from './columns.ts';
import { problems } from './problems.ts';

/** What no name has: control and format characters, halves of characters. */
const STRANGE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/** The cells of one row, as what they mean; what is wrong with one is a finding, and the cell then counts as empty. */
export class Cells {
  readonly #row: number;
  readonly #cells: readonly string[];
  readonly #places: Places;
  readonly #findings: ImportFinding[];

  /** @param row as a spreadsheet counts */
  constructor(row: number, cells: readonly string[], places: Places, findings: ImportFinding[]) {
    this.#row = row;
    this.#cells = cells;
    this.#places = places;
    this.#findings = findings;
  }

  fail(column: Column | '', message: ImportFinding['message']): void {
    this.#findings.push({ row: this.#row, column: column && COLUMNS[column][0], level: 'error', message });
  }

  has(column: Column): boolean {
    return this.#places.has(column);
  }

  /** As it stands; for passwords. */
  raw(column: Column): string {
    return fromCell(this.#cells[this.#places.get(column) ?? -1] ?? '');
  }

  text(column: Column, maxLength: number): string {
    const text = this.raw(column);
    if (text.length <= maxLength && !STRANGE.test(text)) return text;
    this.fail(column, problems.text);
    return '';
  }

  /** Null where it is empty. */
  number(column: Column, low: number, high: number, isWhole = false): number | null {
    const text = this.raw(column);
    if (text === '') return null;
    const value = /^-?\d{1,9}(\.\d{1,20})?(e-?\d{1,3})?$/i.test(text) ? Number(text) : NaN;
    if (value >= low && value <= high && (!isWhole || Number.isInteger(value))) return value;
    this.fail(column, problems.number(low, high));
    return null;
  }

  /** A day of the calendar, `2026-11-23`; a spreadsheet's own date is one, too. */
  day(column: Column): string {
    const text = this.raw(column);
    if (text === '') return '';
    const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T00:00:00.*)?$/.exec(text) ?? [];
    const found = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    const date = new Date(`${found}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(found)) return found;
    this.fail(column, problems.day);
    return '';
  }
}
