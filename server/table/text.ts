import { CsvError, parse } from 'csv-parse/sync';
import { MAX_ROWS, TableProblem, tableProblems } from './problem.ts';

/** Characters of one row; an unclosed quote swallows all that follows. */
const MAX_RECORD = 20_000;

/** Text that nobody types into a table: other encodings read as GB18030 are full of it. */
const STRANGE = /[\p{Cn}\p{Co}\uFFFD\0]/u;

/**
 * UTF-8 with or without a mark at the beginning, or GB18030 (as Excel in China writes CSV).
 * @throws TableProblem
 */
export function decode(bytes: Uint8Array): string {
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== null && !utf8.includes('\0')) return utf8;
  const chinese = decodeAs('gb18030', bytes);
  if (chinese === null || STRANGE.test(chinese)) throw new TableProblem(tableProblems.encoding);
  return chinese;
}

/** RFC 4180; the rows as they stand, with empty ones, so that they count as a spreadsheet counts. @throws TableProblem */
export function parseCsv(text: string): string[][] {
  let records = 0;
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      max_record_size: MAX_RECORD,
      // The heading, and one too many to see that there are too many.
      to: MAX_ROWS + 2,
      on_record: (record: string[]) => {
        records++;
        return record;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const isLong = error.code === 'CSV_MAX_RECORD_SIZE';
    throw new TableProblem(isLong ? tableProblems.longRow : tableProblems.quotes, records + 1);
  }
}

function decodeAs(encoding: 'utf-8' | 'gb18030', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
