import type { Cause } from '../../contract/camera.ts';
import type { Job } from '../../contract/job.ts';
import { HubError } from '../../errors.ts';
import type { SignedIn } from '../../permissions.ts';
import type { JobResult, JobTask, StoredJob } from '../../store/jobs.ts';
import type { Store } from '../../store/store.ts';
import { causeOf, toFailure } from './failure.ts';

/** Items of one job that are worked on at once: it is devices that are waited for. */
const CONCURRENCY = 96;
/** Results are written together, at most so many, and not later than this, ms. */
const BATCH = 64;
const FLUSH_MS = 250;

/** What came of one item. `failed`: though it got as far as a camera. Anything else that fails is thrown. */
export type JobOutcome = { cameraId?: string; before?: string; after?: string } & (
  { state: 'done' | 'unchanged' } | { state: 'failed'; cause: Cause }
);

/** Does the work of one kind of job, for one item. `input`: of the job, as it was begun. */
export type JobRunner = (
  actor: SignedIn,
  input: unknown,
  item: { label: string; cameraId: string | null; input: unknown },
  signal: AbortSignal,
) => Promise<JobOutcome>;

interface RunParts {
  store: Store;
  job: StoredJob;
  runner: JobRunner;
  /** Told after results were written. */
  onProgress: (job: Job) => void;
  onError: (error: unknown) => void;
}

/** A job that runs. What was not tried when it is stopped waits in the database. */
export class JobRun {
  /** Resolves when nothing of it runs any more, and the last result is written. */
  readonly ended: Promise<void>;
  readonly #parts: RunParts;
  readonly #stop = new AbortController();
  /** Not written yet. */
  #results: JobResult[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.ended = this.#run().catch(parts.onError);
  }

  get userId(): string {
    return this.#parts.job.userId;
  }

  /** Gives up what is being tried. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended;
  }

  async #run(): Promise<void> {
    const { store, job } = this.#parts;
    try {
      // Those without a camera take the longest: a device that never answers must not be the last to be asked.
      const waiting = await store.jobs.waiting(job.id);
      const tasks = waiting.sort((a, b) => Number(a.cameraId !== null) - Number(b.cameraId !== null)).values();
      const work = async (): Promise<void> => {
        for (const task of tasks) {
          if (this.#stop.signal.aborted) return;
          await this.#try(task);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
    } finally {
      clearTimeout(this.#timer);
      await this.#flush(true);
    }
  }

  async #try({ position, ...item }: JobTask): Promise<void> {
    const { job, runner, onError } = this.#parts;
    const { signal } = this.#stop;
    try {
      const actor = await this.#actor();
      signal.throwIfAborted();
      const { before = '', after = '', ...outcome } = await runner(actor, job.input, item, signal);
      const cause = outcome.state === 'failed' ? outcome.cause : null;
      const { state, cameraId } = outcome;
      this.#note({ position, state, cameraId, cause, error: null, before, after });
    } catch (error) {
      // Given up: it waits.
      if (signal.aborted) return;
      const failure = toFailure(error, onError);
      this.#note({ position, state: 'failed', before: '', after: '', ...causeOf(failure) });
    }
  }

  /** Rights as they are now: who began it may have lost them meanwhile. */
  async #actor(): Promise<SignedIn> {
    const { store, job } = this.#parts;
    const user = await store.users.find(job.userId);
    if (user === null) throw new HubError('permission.denied');
    return { user, address: job.address };
  }

  #note(result: JobResult): void {
    this.#results.push(result);
    if (this.#results.length >= BATCH) void this.#flush();
    else this.#timer ??= setTimeout(() => void this.#flush(), FLUSH_MS);
  }

  /** In turn; where nothing can be written, nothing more is done. */
  #flush(isLast = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing
      .then(() => this.#write(isLast))
      .catch((error: unknown) => {
        this.#stop.abort();
        this.#parts.onError(error);
      });
    return this.#writing;
  }

  async #write(isLast: boolean): Promise<void> {
    const { store, job, onProgress } = this.#parts;
    const results = this.#results;
    this.#results = [];
    if (results.length === 0 && !isLast) return;
    const now = await store.transaction(async ({ jobs }) => {
      await jobs.settle(job.id, results);
      if (isLast) await jobs.setState(job.id, this.#stop.signal.aborted ? 'stopped' : 'done');
      return jobs.find(job.id);
    });
    if (now !== null) onProgress(toView(now));
  }
}

/** What a page may see of a job. */
export function toView({ userId: _, address: __, input: ___, ...job }: StoredJob): Job {
  return job;
}
