import type { Bus } from '../../cluster/ports.ts';
import type { Job, JobItem, JobItemsQuery, JobKind } from '../../contract/job.ts';
import { HubError } from '../../errors.ts';
import { newId } from '../../id.ts';
import type { SignedIn } from '../../permissions.ts';
import type { JobTask, StoredJob } from '../../store/jobs.ts';
import type { Store } from '../../store/store.ts';
import { JobRun, type JobRunner, toView } from './run.ts';

/** Jobs of one user that run at once. */
const MAX_RUNNING = 4;
/** How long results are kept, ms: 90 days. */
const KEPT_MS = 90 * 86_400_000;

interface JobParts {
  store: Store;
  bus: Bus;
  /** Who does the work of each kind. */
  runners: Record<JobKind, JobRunner>;
  onError: (error: unknown) => void;
}

/** What is to be done, and with what. */
export interface NewJob {
  kind: JobKind;
  title: string;
  /** Common to all items; plain data. Kept sealed. */
  input: unknown;
  items: readonly Omit<JobTask, 'position'>[];
}

/** Work on many cameras in the background: kept, stopped, resumed. Each user sees their own. */
export class JobService {
  readonly #parts: JobParts;
  readonly #runs = new Map<string, JobRun>();

  private constructor(parts: JobParts) {
    this.#parts = parts;
  }

  /** What ran when the hub ended is `stopped` from here on. */
  static async create(parts: JobParts): Promise<JobService> {
    await parts.store.transaction(async ({ jobs }) => {
      await jobs.stopAll();
      await jobs.removeBefore(Date.now() - KEPT_MS);
    });
    return new JobService(parts);
  }

  /**
   * Begins a job and answers at once. That the actor may do it, the caller has asked; the runner asks again for each item.
   * @throws HubError `job.busy`
   */
  async begin(actor: SignedIn, { kind, title, input, items }: NewJob): Promise<Job> {
    this.#mayRun(actor.user.id);
    const { id: userId, username } = actor.user;
    const now = Date.now();
    const facts = { id: newId(), kind, title, username, state: 'running', createdAt: now, updatedAt: now } as const;
    const job = await this.#parts.store.transaction(async ({ jobs, auditEvents }) => {
      await jobs.add({ ...facts, userId, address: actor.address, input }, items);
      await auditEvents.add(record(actor, 'job.begin', { ...facts, total: items.length }));
      return found(await jobs.find(facts.id));
    });
    this.#run(job);
    return toView(job);
  }

  list({ user }: SignedIn): Promise<Job[]> {
    return this.#parts.store.jobs.list(user.id);
  }

  /** @throws HubError `job.unknown` */
  async items(actor: SignedIn, id: string, query: JobItemsQuery): Promise<{ job: Job; items: JobItem[] }> {
    return this.#parts.store.transaction(async ({ jobs }) => {
      const job = own(actor, await jobs.find(id));
      return { job: toView(job), items: await jobs.items(id, query) };
    });
  }

  /** Resolves when nothing of it runs any more. @throws HubError `job.unknown` */
  async stop(actor: SignedIn, id: string): Promise<Job> {
    const { store } = this.#parts;
    own(actor, await store.jobs.find(id));
    const run = this.#runs.get(id);
    if (run !== undefined) {
      const facts = found(await store.jobs.find(id));
      await store.auditEvents.add(record(actor, 'job.stop', facts));
      await run.stop();
    }
    return toView(found(await store.jobs.find(id)));
  }

  /** Tries what failed and what waits. @throws HubError `job.unknown`, `job.busy` */
  async resume(actor: SignedIn, id: string): Promise<Job> {
    const { store } = this.#parts;
    own(actor, await store.jobs.find(id));
    if (!this.#runs.has(id)) {
      this.#mayRun(actor.user.id);
      const job = await store.transaction(async ({ jobs, auditEvents }) => {
        await jobs.retry(id);
        await jobs.setState(id, 'running');
        const job = found(await jobs.find(id));
        await auditEvents.add(record(actor, 'job.resume', job));
        return job;
      });
      this.#run(job);
    }
    return toView(found(await store.jobs.find(id)));
  }

  /** Stops all; they can be resumed after the next start. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.stop()));
  }

  #run(job: StoredJob): void {
    if (this.#runs.has(job.id)) return;
    const { store, bus, runners, onError } = this.#parts;
    const { userId } = job;
    const onProgress = (now: Job): void => bus.publish('job.changed', { userId, job: now });
    const run = new JobRun({ store, job, runner: runners[job.kind], onProgress, onError });
    this.#runs.set(job.id, run);
    void run.ended.finally(() => this.#runs.delete(job.id));
  }

  #mayRun(userId: string): void {
    const running = [...this.#runs.values()].filter((run) => run.userId === userId).length;
    if (running >= MAX_RUNNING) throw new HubError('job.busy');
  }
}

function found(job: StoredJob | null): StoredJob {
  if (job === null) throw new HubError('job.unknown');
  return job;
}

function own({ user }: SignedIn, job: StoredJob | null): StoredJob {
  if (job?.userId !== user.id) throw new HubError('job.unknown');
  return job;
}

function record(
  { user, address }: SignedIn,
  action: string,
  { id, kind, title, total }: Pick<Job, 'id' | 'kind' | 'title' | 'total'>,
) {
  return {
    user,
    address,
    action,
    target: { kind: 'job', id },
    outcome: 'done' as const,
    detail: { kind, title, total },
  };
}
