import type { HealthDay } from '../../store/health-days.ts';
import type { Verdict } from './standing.ts';

/** What a bill must know of a camera, as it is at that time. */
export type Billed = Pick<HealthDay, 'cameraId' | 'cameraName' | 'unitId' | 'carrier'>;

/**
 * The days of all cameras, summed up. Only time that somebody looked is passed to it, so what is missing of a day is time
 * that nobody did.
 */
export class Ledger {
  /** By camera and day. */
  readonly #days = new Map<string, HealthDay>();
  readonly #changed = new Set<HealthDay>();

  /** @param days those of today, as they were written before a restart */
  constructor(days: readonly HealthDay[]) {
    for (const day of days) this.#days.set(keyOf(day.cameraId, day.day), day);
  }

  /** The camera was so from one time to the other, ms since 1970; each day gets its own part. */
  pass(camera: Billed, { state, cause }: Verdict, from: number, to: number): void {
    for (let at = from; at < to;) {
      const end = Math.min(to, dayAfter(at));
      const day = this.#open(camera, dayOf(at));
      day[state] += end - at;
      if (cause !== null) day.causes[cause] = (day.causes[cause] ?? 0) + end - at;
      this.#changed.add(day);
      at = end;
    }
  }

  /** What has changed since it was asked last; days that are over are forgotten then. */
  take(now: number): HealthDay[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    const today = dayOf(now);
    for (const [key, { day }] of this.#days) if (day < today) this.#days.delete(key);
    return changed;
  }

  /** Takes back what could not be written. */
  giveBack(days: readonly HealthDay[]): void {
    for (const day of days) {
      this.#changed.add(day);
      this.#days.set(keyOf(day.cameraId, day.day), day);
    }
  }

  #open(camera: Billed, day: string): HealthDay {
    const key = keyOf(camera.cameraId, day);
    const known = this.#days.get(key);
    if (known !== undefined) return Object.assign(known, camera);
    const made = { ...camera, day, working: 0, faulty: 0, offline: 0, unknown: 0, causes: {} };
    this.#days.set(key, made);
    return made;
  }
}

function keyOf(cameraId: string, day: string): string {
  return `${cameraId}/${day}`;
}

/** YYYY-MM-DD in the hub's time zone. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** From the first moment of the day to the first of the next, ms since 1970: 23 to 25 h. */
export function spanOf(day: string): { from: number; to: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { from: new Date(year, month - 1, date).getTime(), to: new Date(year, month - 1, date + 1).getTime() };
}

function dayAfter(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
