import type { Alarm } from '../../contract/health.ts';
import { newId } from '../../id.ts';
import { type Alarming, judge, type Judgement } from './alarm-rules.ts';

/** Alarms that go on, and what has to become of them. */
export class AlarmBook {
  readonly #open: Map<string, Alarm>;
  readonly #easedAt = new Map<string, number>();

  constructor(open: readonly Alarm[]) {
    this.#open = new Map(open.map((alarm) => [alarm.id, alarm]));
  }

  /** The oldest first. */
  get open(): Alarm[] {
    return [...this.#open.values()];
  }

  /** Brings the alarms in line with how the cameras are. @returns those that began, changed or ended */
  update(cameras: readonly Alarming[], now: number): Alarm[] {
    const judgement = judge(cameras, this.open, this.#easedAt, now);
    const changed = [...this.#endAndChange(judgement, now), ...this.#begin(judgement, now)];
    for (const alarm of changed) {
      if (alarm.endedAt === null) this.#open.set(alarm.id, alarm);
      else this.#open.delete(alarm.id);
      if (alarm.endedAt !== null) this.#easedAt.delete(alarm.id);
    }
    return changed;
  }

  #endAndChange({ uplinks, troubles }: Judgement, now: number): Alarm[] {
    const troubleOf = new Map(troubles.map((trouble) => [trouble.cameraId, trouble]));
    return this.open.flatMap((alarm): Alarm[] => {
      if (alarm.kind === 'uplink') {
        const gone = uplinks.get(alarm.id);
        if (gone === undefined) return [{ ...alarm, endedAt: now }];
        // It tells how large it became, not each camera that comes back.
        return gone > alarm.cameras ? [{ ...alarm, cameras: gone }] : [];
      }
      const trouble = troubleOf.get(alarm.cameraId ?? '');
      if (trouble === undefined) return [{ ...alarm, endedAt: now }];
      const cause = trouble.cause ?? alarm.cause;
      return cause === alarm.cause && trouble.unitId === alarm.unitId
        ? []
        : [{ ...alarm, cause, unitId: trouble.unitId }];
    });
  }

  #begin({ cuts, troubles }: Judgement, now: number): Alarm[] {
    const known = new Set(this.open.flatMap(({ cameraId }) => cameraId ?? []));
    const fresh = { id: '', beganAt: now, endedAt: null };
    return [
      ...cuts.map((cut): Alarm => ({ ...fresh, ...cut, id: newId(), kind: 'uplink', cameraId: null })),
      ...troubles
        .filter(({ cameraId }) => !known.has(cameraId))
        .map((trouble): Alarm => ({ ...fresh, ...trouble, id: newId(), kind: 'camera', cameras: 1 })),
    ];
  }
}
