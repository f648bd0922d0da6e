import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type TableMessage, TableProblem, tableProblems } from './problem.ts';

/** How a file is written. */
export type TableFormat = 'csv' | 'xlsx';

export interface ReadTask {
  format: TableFormat;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Rows with their heading, or why there are none. */
export type TableResult = { rows: string[][] } | { told: TableMessage; row: number };

/** Memory of the reading thread, MB: a file that needs more is refused. */
const MAX_HEAP = 512;

/**
 * Reads a file as a table, in a thread of its own.
 * @throws TableProblem; AbortError
 */
export async function readTable(task: ReadTask, signal: AbortSignal): Promise<string[][]> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
  });
  try {
    const [result] = (await once(worker, 'message', { signal })) as [TableResult];
    if ('told' in result) throw new TableProblem(result.told, result.row);
    return result.rows;
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw isTooLarge ? new TableProblem(tableProblems.tooLarge) : error;
  } finally {
    await worker.terminate();
  }
}
