import writeWorkbook from 'write-excel-file/node';
import { toCsv } from '../csv.ts';
import type { TableFormat } from './read.ts';

/** The rows as a file, with their heading. All cells are text: a division code is no number. */
export async function writeTable(rows: readonly (readonly string[])[], format: TableFormat): Promise<Uint8Array> {
  if (format === 'csv') return Buffer.from(toCsv(rows));
  return writeWorkbook(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
}
