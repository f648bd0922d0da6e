import { type Kysely, sql } from 'kysely';
import type { CameraHealth, HealthChange } from '../contract/health.ts';
import { rowParser } from './row.ts';
import { CameraHealthRow, HealthChangeRow, type Schema } from './schema.ts';

/** A line of a camera's history, to be written. */
export type NewHealthChange = HealthChange & { cameraId: string };

const parse = rowParser('camera_health', CameraHealthRow);
const parseChange = rowParser('health_changes', HealthChangeRow);

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

/** How each camera is, and how it was. What is said of a camera that has been removed meanwhile is dropped. */
export class CameraHealthBook {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Of all cameras that have ever been looked at, in no order. */
  async list(): Promise<CameraHealth[]> {
    const rows = await this.#database.selectFrom('camera_health').selectAll().execute();
    return rows.map((row) => toHealth(parse(row)));
  }

  async save(healths: readonly CameraHealth[]): Promise<void> {
    const known = await this.#existing(healths.map(({ cameraId }) => cameraId));
    const rows = healths.filter(({ cameraId }) => known.has(cameraId)).map(toRow);
    for (let start = 0; start < rows.length; start += BATCH) {
      await this.#database
        .insertInto('camera_health')
        .values(rows.slice(start, start + BATCH))
        .onConflict((conflict) =>
          conflict.column('camera_id').doUpdateSet((eb) => ({
            state: eb.ref('excluded.state'),
            cause: eb.ref('excluded.cause'),
            since: eb.ref('excluded.since'),
            checked_at: eb.ref('excluded.checked_at'),
            picture_at: eb.ref('excluded.picture_at'),
            flapping: eb.ref('excluded.flapping'),
          })),
        )
        .execute();
    }
  }

  async addChanges(changes: readonly NewHealthChange[]): Promise<void> {
    const known = await this.#existing(changes.map(({ cameraId }) => cameraId));
    const rows = changes
      .filter(({ cameraId }) => known.has(cameraId))
      .map(({ cameraId, ...same }) => ({ camera_id: cameraId, ...same }));
    for (let start = 0; start < rows.length; start += BATCH) {
      await this.#database
        .insertInto('health_changes')
        .values(rows.slice(start, start + BATCH))
        .execute();
    }
  }

  /** The newest first. */
  async changes(cameraId: string, limit: number): Promise<HealthChange[]> {
    const query = this.#database.selectFrom('health_changes').selectAll().where('camera_id', '=', cameraId);
    const newest = query.orderBy('at', 'desc').orderBy(sql`rowid`, 'desc');
    return (await newest.limit(limit).execute()).map((row) => {
      const { at, state, cause } = parseChange(row);
      return { at, state, cause };
    });
  }

  /** Forgets what changed before, ms since 1970. */
  async removeChanges(before: number): Promise<void> {
    await this.#database.deleteFrom('health_changes').where('at', '<', before).execute();
  }

  async #existing(ids: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < ids.length; start += BATCH) {
      const some = ids.slice(start, start + BATCH);
      const rows = await this.#database.selectFrom('cameras').select('id').where('id', 'in', some).execute();
      for (const { id } of rows) found.add(id);
    }
    return found;
  }
}

function toHealth(row: ReturnType<typeof parse>): CameraHealth {
  const { camera_id: cameraId, checked_at: checkedAt, picture_at: pictureAt, flapping, ...same } = row;
  return { cameraId, ...same, checkedAt, pictureAt, flapping: flapping === 1 };
}

function toRow({ cameraId, checkedAt, pictureAt, flapping, ...same }: CameraHealth): ReturnType<typeof parse> {
  return { camera_id: cameraId, ...same, checked_at: checkedAt, picture_at: pictureAt, flapping: flapping ? 1 : 0 };
}
