import { type FfmpegConfig, isAlive } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { Cause } from '../../contract/camera.ts';
import type { Alarm, CameraHealth, HealthState } from '../../contract/health.ts';
import type { Store } from '../../store/store.ts';
import { Chronicle } from './chronicle.ts';
import { causeOf, type LiveRelays, Looker, type Sight } from './looker.ts';
import { PACE, type Pace } from './pace.ts';
import { Roll, type Watched } from './roll.ts';
import { isDoubtful, type Proof, step, toHealth } from './standing.ts';
import { Suspicion } from './suspicion.ts';
import { Turns } from './turns.ts';

export interface MonitorParts {
  store: Store;
  bus: Bus;
  relays: LiveRelays;
  /** The keys of all relays that a channel may have. */
  relayKeys: (channelId: string) => string[];
  ranges: CameraRanges;
  ffmpeg: FfmpegConfig;
  onError: (error: unknown) => void;
  /** For tests; the usual one is {@link PACE}. */
  pace?: Pace;
}

/** What a second look would only make worse, or not change. */
const SURE: readonly (Cause | null)[] = ['credentials', 'other-host', 'range'];
/** Looks of `lookNow`, at most: a first one, and those that confirm it. */
const MOST_LOOKS = 4;

/** Looks at all cameras in a rolling cycle, and keeps what it finds out. */
export class Monitor {
  readonly #parts: MonitorParts;
  readonly #pace: Pace;
  readonly #turns: Turns;
  readonly #roll: Roll;
  readonly #looker: Looker;
  readonly #chronicle: Chronicle;
  readonly #suspicion = new Suspicion();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** Proofs so far, by kind and result. */
  readonly proofs = { answer: { good: 0, bad: 0 }, picture: { good: 0, bad: 0 } };
  #timer: NodeJS.Timeout | undefined;

  /** Reads all cameras. It looks at none by itself before `start`. */
  static async create(parts: MonitorParts): Promise<Monitor> {
    const monitor = new Monitor(parts);
    await monitor.#roll.load();
    await monitor.#chronicle.load();
    monitor.#turns.spread([...monitor.#roll.all()], Date.now());
    return monitor;
  }

  private constructor(parts: MonitorParts) {
    const { store, bus, onError, pace = PACE } = parts;
    this.#parts = parts;
    this.#pace = pace;
    this.#turns = new Turns(pace);
    this.#roll = new Roll({
      store,
      bus,
      onNew: (watched) => this.#turns.welcome(watched, Date.now()),
      onGone: (watched) => this.#chronicle.forget(watched),
      onError,
    });
    this.#looker = new Looker({ ...parts, pace });
    this.#chronicle = new Chronicle({ store, bus, roll: this.#roll, onError, pace });
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(Date.now()), this.#pace.tickMs);
    this.#chronicle.start();
  }

  /** Writes down what is known; resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#looker.close();
    await Promise.all(this.#running);
    await this.#roll.close();
    await this.#chronicle.close();
  }

  /** Of all cameras of the roll. */
  list(): { watched: Watched; health: CameraHealth }[] {
    return [...this.#roll.all()].map((watched) => ({ watched, health: toHealth(watched.camera.id, watched.standing) }));
  }

  /** How many cameras are in each state. */
  counts(): Record<HealthState, number> {
    const counts = { unknown: 0, working: 0, faulty: 0, offline: 0 };
    for (const { standing } of this.#roll.all()) counts[standing.shown.state]++;
    return counts;
  }

  /** Alarms that go on. */
  get alarms(): Alarm[] {
    return this.#chronicle.alarms;
  }

  /** Writes down the sums of the days as they are now. */
  write(): Promise<void> {
    return this.#chronicle.write(Date.now());
  }

  /** Looks now, and as often as it takes to be sure; null for a camera that is not there. */
  async lookNow(cameraId: string): Promise<CameraHealth | null> {
    await this.#roll.settled();
    const watched = this.#roll.get(cameraId);
    if (watched === undefined) return null;
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (!watched.checking) await this.#check(watched);
      const isGone = watched.standing.reach.verdict === 'bad';
      const isProven = isGone || (!watched.looking && (await this.#look(watched, true)));
      const isSure = !isDoubtful(watched.standing, 'answer') && !isDoubtful(watched.standing, 'picture');
      if ((isProven && isSure) || this.#closing.signal.aborted) break;
      await this.#pause(this.#pace.promptMs);
    }
    await this.#chronicle.tell(Date.now());
    return toHealth(cameraId, watched.standing);
  }

  /** Begins what is due. */
  #tick(now: number): void {
    const { checks, looks } = this.#turns.due(this.#roll.all(), now);
    for (const watched of checks) this.#run(this.#check(watched));
    for (const watched of looks) this.#run(this.#look(watched, false));
  }

  #run(work: Promise<unknown>): void {
    const running = work.then(() => undefined, this.#parts.onError).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #check(watched: Watched): Promise<void> {
    const { address: host, port, kind } = watched.camera;
    this.#turns.beginCheck(watched);
    let cause: Cause | null;
    try {
      const address = await this.#parts.ranges.resolve(host);
      cause = await isAlive({ address, port, kind, timeoutMs: this.#pace.answerMs, signal: this.#closing.signal });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      cause = causeOf(error);
    } finally {
      this.#turns.endCheck(watched, Date.now());
    }
    this.#hear(watched, { kind: 'answer', at: Date.now(), cause });
  }

  /** @returns whether it proved anything */
  async #look(watched: Watched, isUrgent: boolean): Promise<boolean> {
    this.#turns.beginLook(watched);
    try {
      const caught = await this.#looker.fetch(watched.camera).finally(() => this.#turns.endSession());
      if (caught === null || this.#closing.signal.aborted) {
        this.#turns.putOff(watched, Date.now());
        return false;
      }
      const sights = await Promise.all(
        caught.map((one) => this.#looker.judge(one, watched.thumbnails.get(one.channelId), isUrgent)),
      );
      return this.#see(watched, sights, Date.now());
    } finally {
      this.#turns.endLook(watched, Date.now());
    }
  }

  #see(watched: Watched, sights: readonly Sight[], at: number): boolean {
    const { standing, thumbnails } = watched;
    const isCompared = sights.every(({ channelId, thumbnail }) => thumbnail === null || thumbnails.has(channelId));
    for (const { channelId, thumbnail } of sights) if (thumbnail !== null) thumbnails.set(channelId, thumbnail);
    const cause = sights.find((sight) => sight.cause !== null)?.cause ?? null;
    if (cause === null && !isCompared && standing.picture.verdict !== 'good') {
      // A single picture does not show whether anything moves.
      this.#turns.lookAgain(watched, at, this.#pace.confirmPictureMs);
      return false;
    }
    if (cause === 'frozen' && !watched.maybeFrozen && standing.picture.cause !== 'frozen') {
      watched.maybeFrozen = true;
      this.#turns.lookAgain(watched, at, this.#pace.frozenMs);
      return false;
    }
    watched.maybeFrozen = false;
    this.#hear(watched, { kind: 'picture', at, cause, sure: cause === 'frozen' || SURE.includes(cause) });
    return true;
  }

  #hear(watched: Watched, proof: Proof): void {
    this.proofs[proof.kind][proof.cause === null ? 'good' : 'bad']++;
    const before = watched.standing;
    this.#chronicle.account(watched, proof.at);
    watched.standing = step(before, proof);
    if (proof.kind === 'answer') this.#suspect(watched, before.reach.verdict === 'bad', proof);
    this.#turns.plan(watched, before, proof);
    this.#chronicle.note(watched, before);
  }

  /** A few misses, or a first sign of life behind an uplink that was down: the rest of the unit is looked at at once. */
  #suspect(watched: Watched, wasGone: boolean, { at, cause }: Proof): void {
    const { path } = watched.camera;
    if (wasGone) {
      if (cause !== null) return;
      const unitId = this.#chronicle.cutUnit(path);
      if (unitId !== null && this.#suspicion.mayLook(unitId, at)) this.#sweep(unitId, true, at);
    } else if (!watched.swept) {
      if (cause === null) this.#suspicion.hit(path, at);
      const unitId = cause === null ? null : this.#suspicion.miss(path, at);
      if (unitId !== null) this.#sweep(unitId, false, at);
    }
  }

  #sweep(unitId: string, gone: boolean, now: number): void {
    for (const watched of this.#roll.all()) {
      const isGone = watched.standing.reach.verdict === 'bad';
      if (isGone === gone && watched.camera.path.includes(unitId)) this.#turns.sweep(watched, now);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#closing.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#closing.signal.addEventListener('abort', done, { once: true });
    });
  }
}
