import type { Bus } from '../../cluster/ports.ts';
import type { Alarm, HealthState } from '../../contract/health.ts';
import type { NewHealthChange } from '../../store/camera-health.ts';
import type { Store } from '../../store/store.ts';
import { AlarmBook } from './alarm-book.ts';
import type { Alarming } from './alarm-rules.ts';
import { dayOf, Ledger } from './ledger.ts';
import type { Pace } from './pace.ts';
import type { Roll, Watched } from './roll.ts';
import { type Standing, toHealth } from './standing.ts';

/** A camera that nobody has looked at for this long, ms, was not observed: the hub was busy, or the machine asleep. */
const UNOBSERVED_AFTER = 2 * 60_000;
/** Alarms that only time can change are judged so often, ms. */
const JUDGED_EVERY = 5000;
const TROUBLES: readonly HealthState[] = ['offline', 'faulty'];
/** How long changes and alarms are kept, ms. */
const KEPT = 400 * 24 * 3_600_000;

interface ChronicleParts {
  store: Store;
  bus: Bus;
  roll: Roll;
  onError: (error: unknown) => void;
  pace: Pick<Pace, 'tellMs' | 'writeMs'>;
}

/** What is found out, told to the pages and written down: changes at once, all that only grows now and then. */
export class Chronicle {
  readonly #parts: ChronicleParts;
  #ledger = new Ledger([]);
  #book = new AlarmBook([]);
  readonly #changed = new Map<string, Watched>();
  #changes: NewHealthChange[] = [];
  #alarms: Alarm[] = [];
  #judgedAt = 0;
  /** The last day on which what is too old was forgotten. */
  #tidiedOn = '';
  #working: Promise<void> = Promise.resolve();
  #tellTimer: NodeJS.Timeout | undefined;
  #writeTimer: NodeJS.Timeout | undefined;

  constructor(parts: ChronicleParts) {
    this.#parts = parts;
  }

  /** What was written before a restart. */
  async load(now = Date.now()): Promise<void> {
    const { healthDays, alarms } = this.#parts.store;
    this.#ledger = new Ledger(await healthDays.list(dayOf(now), dayOf(now), null));
    this.#book = new AlarmBook(await alarms.open());
  }

  start(): void {
    const { tellMs, writeMs } = this.#parts.pace;
    this.#tellTimer = setInterval(() => void this.tell(Date.now()), tellMs);
    this.#writeTimer = setInterval(() => void this.write(Date.now()), writeMs);
  }

  /** Writes all that is not written yet. */
  async close(): Promise<void> {
    clearInterval(this.#tellTimer);
    clearInterval(this.#writeTimer);
    const now = Date.now();
    await this.tell(now);
    await this.write(now);
  }

  /** Sums up the time until now, as the camera was; call it before it is another. */
  account(watched: Watched, now: number): void {
    const { camera, standing, accountedAt } = watched;
    if (!camera.accepted) return;
    watched.accountedAt = now;
    if (accountedAt === null || standing.checkedAt === null) return;
    const { id: cameraId, name: cameraName, unitId, carrier } = camera;
    const until = Math.min(now, standing.checkedAt + UNOBSERVED_AFTER);
    this.#ledger.pass({ cameraId, cameraName, unitId, carrier }, standing.shown, accountedAt, until);
  }

  /** Takes note of a camera that has just been looked at. */
  note(watched: Watched, before: Standing): void {
    const { standing, camera } = watched;
    const { state, cause, since } = standing.shown;
    const isSame = state === before.shown.state && cause === before.shown.cause;
    if (isSame && standing.flapping === before.flapping && before.checkedAt !== null) return;
    this.#changed.set(camera.id, watched);
    if (isSame) return;
    const at = state === before.shown.state ? (standing.checkedAt ?? since) : since;
    this.#changes.push({ cameraId: camera.id, at, state, cause });
  }

  /** It is taken off the roll: its day ends here. */
  forget(watched: Watched): void {
    this.account(watched, Date.now());
    this.#changed.delete(watched.camera.id);
  }

  /** The unit above that is cut off, as far as is known. */
  cutUnit(path: readonly string[]): string | null {
    const cut = this.#book.open.find(({ kind, unitId }) => kind === 'uplink' && path.includes(unitId));
    return cut?.unitId ?? null;
  }

  /** Alarms that go on. */
  get alarms(): Alarm[] {
    return this.#book.open;
  }

  /** Writes what has changed, then tells it. What cannot be written is tried again the next time. */
  tell(now: number): Promise<void> {
    return this.#oneByOne(async () => {
      this.#judgeAlarms(now);
      const [changed, changes, alarms] = [[...this.#changed.values()], this.#changes, this.#alarms];
      if (changed.length + changes.length + alarms.length === 0) return;
      this.#changed.clear();
      [this.#changes, this.#alarms] = [[], []];
      const { store, bus } = this.#parts;
      const cameras = changed.map(({ camera: { id, unitId, accepted }, standing }) => {
        return { health: toHealth(id, standing), unitId, accepted };
      });
      try {
        await store.transaction(async (repositories) => {
          await repositories.cameraHealth.save(cameras.map(({ health }) => health));
          await repositories.cameraHealth.addChanges(changes);
          await repositories.alarms.save(alarms);
        });
      } catch (error) {
        for (const watched of changed) this.#changed.set(watched.camera.id, watched);
        [this.#changes, this.#alarms] = [
          [...changes, ...this.#changes],
          [...alarms, ...this.#alarms],
        ];
        throw error;
      }
      if (cameras.length > 0) bus.publish('health.changed', { cameras });
      for (const alarm of alarms) bus.publish('alarm.changed', { alarm });
    });
  }

  /** Writes the sums of the days, and when each camera was looked at. */
  write(now: number): Promise<void> {
    return this.#oneByOne(async () => {
      const { roll, store } = this.#parts;
      const all = [...roll.all()];
      for (const watched of all) if (watched.accountedAt !== null) this.account(watched, now);
      const days = this.#ledger.take(now);
      const healths = all
        .filter(({ standing }) => standing.checkedAt !== null)
        .map(({ camera, standing }) => toHealth(camera.id, standing));
      try {
        await store.transaction(async ({ healthDays, cameraHealth, alarms }) => {
          await healthDays.save(days);
          await cameraHealth.save(healths);
          if (this.#tidiedOn === dayOf(now)) return;
          await cameraHealth.removeChanges(now - KEPT);
          await alarms.removeEnded(now - KEPT);
        });
        this.#tidiedOn = dayOf(now);
      } catch (error) {
        this.#ledger.giveBack(days);
        throw error;
      }
    });
  }

  #oneByOne(work: () => Promise<void>): Promise<void> {
    this.#working = this.#working.then(work).catch(this.#parts.onError);
    return this.#working;
  }

  /** At once where something has changed; where time alone may change something, now and then. */
  #judgeAlarms(now: number): void {
    if (this.#changed.size === 0) {
      if (now < this.#judgedAt + JUDGED_EVERY) return;
      this.#judgedAt = now;
      const isQuiet = this.#book.open.length === 0 && this.#alarming().every(({ state }) => !TROUBLES.includes(state));
      if (isQuiet) return;
    }
    this.#alarms.push(...this.#book.update(this.#alarming(), now));
  }

  #alarming(): Alarming[] {
    const counted = [...this.#parts.roll.all()].filter(({ camera }) => camera.accepted);
    return counted.map(({ camera: { id: cameraId, unitId, path }, standing: { shown } }) => {
      return { cameraId, unitId, path, state: shown.state, cause: shown.cause, since: shown.since };
    });
  }
}
