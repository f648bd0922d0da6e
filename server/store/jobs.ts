import { type Kysely, sql } from 'kysely';
import { Value } from 'typebox/value';
import type { Cause } from '../contract/camera.ts';
import { ErrorBody } from '../contract/error.ts';
import type { Job, JobItem, JobItemsQuery } from '../contract/job.ts';
import type { Keys } from '../keys.ts';
import { rowParser } from './row.ts';
import { JobItemRow, JobRow, type Schema } from './schema.ts';

/** A job with what never leaves the hub. */
export interface StoredJob extends Job {
  /** Who began it, and for whom it acts. */
  userId: string;
  /** Network address of the page, for the record. */
  address: string;
  /** Common to all items; JSON. It may hold a password. */
  input: unknown;
}

/** What is to be done with one camera. */
export interface JobTask {
  position: number;
  label: string;
  cameraId: string | null;
  /** JSON; may hold a password. */
  input: unknown;
}

/** What came of one. */
export interface JobResult {
  position: number;
  state: 'done' | 'unchanged' | 'failed';
  /** Absent: as before. */
  cameraId?: string | undefined;
  cause: Cause | null;
  error: ErrorBody | null;
  before: string;
  after: string;
}

const parse = rowParser('jobs', JobRow);
const parseItem = rowParser('job_items', JobItemRow);

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;
/** Longest list of jobs. */
const MAX_JOBS = 100;
const MAX_ITEMS = 1000;

/** Jobs and their items; inputs are sealed on the way in, and forgotten when their item is done. */
export class Jobs {
  readonly #database: Kysely<Schema>;
  readonly #keys: Keys;

  constructor(database: Kysely<Schema>, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /** Positions are given in the order of the tasks, from 0. */
  async add(
    job: Omit<StoredJob, 'total' | 'done' | 'failed' | 'unchanged'>,
    tasks: readonly Omit<JobTask, 'position'>[],
  ) {
    const { id, kind, title, userId, username, address, state, createdAt, updatedAt } = job;
    const input = this.#seal(job.input, id);
    const row = { id, kind, title, user_id: userId, username, address, state, input };
    await this.#database
      .insertInto('jobs')
      .values({ ...row, created_at: createdAt, updated_at: updatedAt })
      .execute();
    const rows = tasks.map(({ label, cameraId, input }, position) => ({
      job_id: id,
      position,
      label,
      camera_id: cameraId,
      state: 'waiting' as const,
      cause: null,
      error: null,
      before: '',
      after: '',
      input: this.#seal(input, id),
    }));
    for (let start = 0; start < rows.length; start += BATCH) {
      await this.#database
        .insertInto('job_items')
        .values(rows.slice(start, start + BATCH))
        .execute();
    }
  }

  /** Those of a user, the newest first; 100 at most. */
  async list(userId: string): Promise<Job[]> {
    const query = this.#database.selectFrom('jobs').selectAll().where('user_id', '=', userId);
    const rows = (await query.orderBy('id', 'desc').limit(MAX_JOBS).execute()).map(parse);
    const counts = await this.#count(rows.map(({ id }) => id));
    return rows.map((row) => toJob(row, counts.get(row.id)));
  }

  async find(id: string): Promise<StoredJob | null> {
    const found = await this.#database.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
    if (found === undefined) return null;
    const row = parse(found);
    const job = toJob(row, (await this.#count([id])).get(id));
    return { ...job, userId: row.user_id, address: row.address, input: this.#open(row.input, id) };
  }

  /** A part of the items, in their order. */
  async items(id: string, { state, offset = 0, limit = MAX_ITEMS }: JobItemsQuery): Promise<JobItem[]> {
    const all = this.#database.selectFrom('job_items').selectAll().where('job_id', '=', id);
    const query = state === undefined ? all : all.where('state', '=', state);
    const rows = await query.orderBy('position').offset(offset).limit(limit).execute();
    return rows.map((row) => {
      const { job_id: _, input: __, camera_id: cameraId, error, ...same } = parseItem(row);
      return { ...same, cameraId, error: error === null ? null : Value.Parse(ErrorBody, JSON.parse(error)) };
    });
  }

  /** What is still to be done, in its order. */
  async waiting(id: string): Promise<JobTask[]> {
    const query = this.#database.selectFrom('job_items').selectAll().where('job_id', '=', id);
    const rows = await query.where('state', '=', 'waiting').orderBy('position').execute();
    return rows.map((found) => {
      const row = parseItem(found);
      const { position, label, camera_id: cameraId } = row;
      return { position, label, cameraId, input: this.#open(row.input, id) };
    });
  }

  /** Writes results; what is done needs its input no more. Call it in a transaction. */
  async settle(id: string, results: readonly JobResult[], now = Date.now()): Promise<void> {
    for (const { position, cameraId, error: told, ...same } of results) {
      const camera = cameraId === undefined ? {} : { camera_id: cameraId };
      const input = same.state === 'failed' ? {} : { input: this.#seal(null, id) };
      await this.#database
        .updateTable('job_items')
        .set({ ...same, ...camera, ...input, error: told && JSON.stringify(told) })
        .where('job_id', '=', id)
        .where('position', '=', position)
        .execute();
    }
    await this.#database.updateTable('jobs').set({ updated_at: now }).where('id', '=', id).execute();
  }

  async setState(id: string, state: Job['state'], now = Date.now()): Promise<void> {
    await this.#database.updateTable('jobs').set({ state, updated_at: now }).where('id', '=', id).execute();
  }

  /** Failed items wait again. */
  async retry(id: string): Promise<void> {
    await this.#database
      .updateTable('job_items')
      .set({ state: 'waiting', cause: null, error: null })
      .where('job_id', '=', id)
      .where('state', '=', 'failed')
      .execute();
  }

  /** What ran when the hub ended runs no more. */
  async stopAll(): Promise<void> {
    await this.#database.updateTable('jobs').set({ state: 'stopped' }).where('state', '=', 'running').execute();
  }

  /** Forgets those that nobody touched since. */
  async removeBefore(time: number): Promise<void> {
    await this.#database.deleteFrom('jobs').where('updated_at', '<', time).where('state', '<>', 'running').execute();
  }

  async #count(ids: readonly string[]): Promise<Map<string, Map<string, number>>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database
      .selectFrom('job_items')
      .select(['job_id', 'state', sql<number>`count(*)`.as('count')])
      .where('job_id', 'in', ids)
      .groupBy(['job_id', 'state'])
      .execute();
    const ofJob = Map.groupBy(rows, (row) => row.job_id);
    return new Map([...ofJob].map(([id, found]) => [id, new Map(found.map(({ state, count }) => [state, count]))]));
  }

  #seal(input: unknown, id: string): Buffer {
    return this.#keys.seal(JSON.stringify(input ?? null), id);
  }

  #open(sealed: Buffer, id: string): unknown {
    return JSON.parse(this.#keys.open(sealed, id)) as unknown;
  }
}

function toJob(row: ReturnType<typeof parse>, counts: ReadonlyMap<string, number> = new Map()): Job {
  const of = (state: string): number => counts.get(state) ?? 0;
  const tried = of('done') + of('unchanged') + of('failed');
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    username: row.username,
    state: row.state,
    total: tried + of('waiting'),
    done: tried,
    failed: of('failed'),
    unchanged: of('unchanged'),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
