import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { Cause } from '../contract/camera.ts';
import { rowParser } from './row.ts';
import { HealthDayRow, type Schema } from './schema.ts';

/** What a camera did on one day, ms in each state. */
export interface HealthDay {
  cameraId: string;
  /** Of the hub's time zone: `2026-11-23`. */
  day: string;
  /** As they were then: a bill outlives the camera. */
  cameraName: string;
  unitId: string;
  carrier: string;
  working: number;
  faulty: number;
  offline: number;
  unknown: number;
  /** ms lost by each cause. */
  causes: Partial<Record<Cause, number>>;
}

const parse = rowParser('health_days', HealthDayRow);
const parseCauses = rowParser('health_days causes', Type.Partial(Type.Record(Cause, Type.Integer())));

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

/** Sums of each camera's days. */
export class HealthDays {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Those of these days, both included; of these units, or of all (null). In no order. */
  async list(from: string, to: string, unitIds: readonly string[] | null): Promise<HealthDay[]> {
    if (unitIds?.length === 0) return [];
    const all = this.#database.selectFrom('health_days').selectAll().where('day', '>=', from).where('day', '<=', to);
    const rows = await (unitIds === null ? all : all.where('unit_id', 'in', unitIds)).execute();
    return rows.map((row) => toDay(parse(row)));
  }

  /** The first day of each camera that still is there and counts, by its id. */
  async firstDays(): Promise<Map<string, string>> {
    const rows = await this.#database
      .selectFrom('health_days')
      .innerJoin('cameras', 'cameras.id', 'health_days.camera_id')
      .where('cameras.accepted', '=', 1)
      .select(['camera_id', sql<string>`min(day)`.as('first')])
      .groupBy('camera_id')
      .execute();
    return new Map(rows.map(({ camera_id, first }) => [camera_id, first]));
  }

  /** The sums as they are now, in place of what is written. */
  async save(days: readonly HealthDay[]): Promise<void> {
    const rows = days.map(toRow);
    for (let start = 0; start < rows.length; start += BATCH) {
      await this.#database
        .insertInto('health_days')
        .values(rows.slice(start, start + BATCH))
        .onConflict((conflict) =>
          conflict.columns(['camera_id', 'day']).doUpdateSet((eb) => ({
            camera_name: eb.ref('excluded.camera_name'),
            unit_id: eb.ref('excluded.unit_id'),
            carrier: eb.ref('excluded.carrier'),
            working: eb.ref('excluded.working'),
            faulty: eb.ref('excluded.faulty'),
            offline: eb.ref('excluded.offline'),
            unknown: eb.ref('excluded.unknown'),
            causes: eb.ref('excluded.causes'),
          })),
        )
        .execute();
    }
  }
}

function toDay(row: ReturnType<typeof parse>): HealthDay {
  const { camera_id: cameraId, camera_name: cameraName, unit_id: unitId, causes, ...same } = row;
  return { cameraId, cameraName, unitId, ...same, causes: parseCauses(JSON.parse(causes)) };
}

function toRow({ cameraId, cameraName, unitId, causes, ...same }: HealthDay): ReturnType<typeof parse> {
  return { camera_id: cameraId, camera_name: cameraName, unit_id: unitId, ...same, causes: JSON.stringify(causes) };
}
