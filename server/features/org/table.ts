import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ImportError, OrgImport } from '../../contract/org.ts';
import { problems, TableProblem } from './import-problem.ts';

export interface ReadTask {
  format: OrgImport['format'];
  bytes: Uint8Array<ArrayBuffer>;
}

/** Rows with their heading, or why there are none. */
export type TableResult = { rows: string[][] } | { error: ImportError };

/** Memory of the reading thread, MB: a file that needs more is refused. */
const MAX_HEAP = 512;

/**
 * Reads a file as a table, in a thread of its own.
 * @throws TableProblem; AbortError
 */
export async function readTable(task: ReadTask, signal: AbortSignal): Promise<string[][]> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('table-worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
  });
  try {
    const [result] = (await once(worker, 'message', { signal })) as [TableResult];
    if ('error' in result) throw new TableProblem(result.error.message, result.error.row);
    return result.rows;
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw isTooLarge ? new TableProblem(problems.tooLarge) : error;
  } finally {
    await worker.terminate();
  }
}
