import type { Kysely } from 'kysely';
import type { Alarm } from '../contract/health.ts';
import { rowParser } from './row.ts';
import { AlarmRow, type Schema } from './schema.ts';

const parse = rowParser('alarms', AlarmRow);

/** Alarms, those that go on and those that have ended. */
export class Alarms {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Those that go on, the oldest first. */
  async open(): Promise<Alarm[]> {
    const query = this.#database.selectFrom('alarms').selectAll().where('ended_at', 'is', null);
    return (await query.orderBy('began_at').orderBy('id').execute()).map((row) => toAlarm(parse(row)));
  }

  /** Those that ended since, ms since 1970; the newest first. */
  async ended(since: number, limit: number): Promise<Alarm[]> {
    const query = this.#database.selectFrom('alarms').selectAll().where('ended_at', '>=', since);
    return (await query.orderBy('ended_at', 'desc').limit(limit).execute()).map((row) => toAlarm(parse(row)));
  }

  /** Adds them, or replaces what is stored under their ids. */
  async save(alarms: readonly Alarm[]): Promise<void> {
    for (const alarm of alarms) {
      const { id, ...values } = toRow(alarm);
      await this.#database
        .insertInto('alarms')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    }
  }

  /** Forgets those that ended before, ms since 1970. */
  async removeEnded(before: number): Promise<void> {
    await this.#database.deleteFrom('alarms').where('ended_at', '<', before).execute();
  }
}

function toAlarm(row: ReturnType<typeof parse>): Alarm {
  const { unit_id: unitId, camera_id: cameraId, began_at: beganAt, ended_at: endedAt, ...same } = row;
  return { ...same, unitId, cameraId, beganAt, endedAt };
}

function toRow({ unitId, cameraId, beganAt, endedAt, ...same }: Alarm): ReturnType<typeof parse> {
  return { ...same, unit_id: unitId, camera_id: cameraId, began_at: beganAt, ended_at: endedAt };
}
