/** A thread of its own: reading a large file must not hold up the hub, nor take all its memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { MAX_ROWS, TableProblem, tableProblems } from './problem.ts';
import type { ReadTask, TableResult } from './read.ts';
import { decode, parseCsv } from './text.ts';
import { readWorkbook } from './workbook.ts';

async function read({ format, bytes }: ReadTask): Promise<TableResult> {
  try {
    const rows = format === 'csv' ? parseCsv(decode(bytes)) : await readWorkbook(bytes);
    if (rows.length > MAX_ROWS + 1) throw new TableProblem(tableProblems.tooManyRows);
    return { rows };
  } catch (error) {
    if (error instanceof TableProblem) return { told: error.told, row: error.row };
    throw error;
  }
}

// What read.ts has put there.
parentPort?.postMessage(await read(workerData as ReadTask));
