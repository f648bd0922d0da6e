/** A thread of its own: reading a large file must not hold up the hub, nor take all its memory. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadTask, TableResult } from './table.ts';
import { MAX_ROWS, problems, TableProblem } from './import-problem.ts';
import { decode, parseCsv } from './table-text.ts';
import { readWorkbook } from './workbook.ts';

async function read({ format, bytes }: ReadTask): Promise<TableResult> {
  try {
    const rows = format === 'csv' ? parseCsv(decode(bytes)) : await readWorkbook(bytes);
    if (rows.length > MAX_ROWS + 1) throw new TableProblem(problems.tooManyRows);
    return { rows };
  } catch (error) {
    if (error instanceof TableProblem) return { error: error.error };
    throw error;
  }
}

// What table.ts has put there.
parentPort?.postMessage(await read(workerData as ReadTask));
