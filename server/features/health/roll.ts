import type { Thumbnail } from '../../../media/index.ts';
import type { Bus } from '../../cluster/ports.ts';
import type { OrgUnit } from '../../contract/org.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Store } from '../../store/store.ts';
import { newStanding, restore, type Standing } from './standing.ts';

/** Changes of a moment are read together, ms: an import makes thousands. */
const COALESCE = 300;

/** One stream to judge the camera by. */
export interface WatchedStream {
  channelId: string;
  /** `rtsp://`, without credentials. */
  url: string;
}

/** What is needed of a camera to look at it. */
export type WatchedCamera = Pick<
  StoredCamera,
  'id' | 'name' | 'unitId' | 'accepted' | 'kind' | 'address' | 'port' | 'credentials'
> & {
  /** Ids of the units that it lies in, the root first. */
  path: string[];
  carrier: string;
  /** The smallest of each channel. */
  streams: WatchedStream[];
};

/** A camera on the roll, and when its turn is. Times are ms since 1970. */
export interface Watched {
  camera: WatchedCamera;
  standing: Standing;
  checkAt: number;
  pictureAt: number;
  checking: boolean;
  looking: boolean;
  /** Its next cheap proof is out of turn: the whole unit is being looked through. */
  swept: boolean;
  /** Bad picture proofs in a row. */
  failures: number;
  /** Of each channel, by its id: the last picture, scaled down. */
  thumbnails: Map<string, Thumbnail>;
  /** The last picture equals the one before; the next look decides. */
  maybeFrozen: boolean;
  /** Up to when its day is summed up; null: not observed yet. */
  accountedAt: number | null;
}

interface RollParts {
  store: Store;
  bus: Bus;
  /** Told of one that is new, or reached in another way than before: it is to be looked at soon. */
  onNew: (watched: Watched) => void;
  /** Told of one that is taken off. */
  onGone: (watched: Watched) => void;
  onError: (error: unknown) => void;
}

/** All registered cameras, kept in memory and up to date. */
export class Roll {
  readonly #parts: RollParts;
  readonly #watched = new Map<string, Watched>();
  readonly #subscriptions: (() => void)[];
  #parents = new Map<string, string | null>();
  #changed: Set<string> | 'all' = new Set();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(parts: RollParts) {
    this.#parts = parts;
    const { bus } = parts;
    this.#subscriptions = [
      bus.subscribe('camera.changed', ({ cameraId }) => this.#later(cameraId)),
      bus.subscribe('place.changed', () => this.#later('all')),
      bus.subscribe('org.changed', () => this.#later('all')),
    ];
  }

  /** Reads all cameras, and how they were when the hub was stopped. */
  async load(now = Date.now()): Promise<void> {
    const { store } = this.#parts;
    const [cameras, healths] = [await store.cameras.list(null), await store.cameraHealth.list()];
    this.#setUnits(await store.orgUnits.list());
    const known = new Map(healths.map((health) => [health.cameraId, health]));
    for (const camera of cameras) {
      const health = known.get(camera.id);
      this.#watched.set(camera.id, this.#watch(camera, health === undefined ? newStanding(now) : restore(health)));
    }
  }

  get size(): number {
    return this.#watched.size;
  }

  get(cameraId: string): Watched | undefined {
    return this.#watched.get(cameraId);
  }

  all(): MapIterator<Watched> {
    return this.#watched.values();
  }

  /** Ids of the units from the root down to this one; empty for one that does not exist. */
  path(unitId: string): string[] {
    const path: string[] = [];
    for (let id: string | null = unitId; id !== null && this.#parents.has(id); id = this.#parents.get(id) ?? null) {
      path.unshift(id);
    }
    return path;
  }

  /** Resolves when all changes that were told before are read. */
  async settled(): Promise<void> {
    if (this.#timer !== undefined) this.#begin();
    await this.#reading;
  }

  async close(): Promise<void> {
    for (const end of this.#subscriptions) end();
    clearTimeout(this.#timer);
    await this.#reading;
  }

  #later(what: string): void {
    if (what === 'all') this.#changed = 'all';
    else if (this.#changed !== 'all') this.#changed.add(what);
    this.#timer ??= setTimeout(() => this.#begin(), COALESCE);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#reading = this.#reading
      .then(() => (changed === 'all' ? this.#readAll() : this.#readSome(changed)))
      .catch(this.#parts.onError);
  }

  async #readAll(): Promise<void> {
    const { store } = this.#parts;
    this.#setUnits(await store.orgUnits.list());
    const cameras = await store.cameras.list(null);
    const left = new Set(this.#watched.keys());
    for (const camera of cameras) {
      left.delete(camera.id);
      this.#put(camera);
    }
    for (const id of left) this.#drop(id);
  }

  async #readSome(ids: Iterable<string>): Promise<void> {
    for (const id of ids) {
      const camera = await this.#parts.store.cameras.find(id);
      if (camera === null) this.#drop(id);
      else this.#put(camera);
    }
  }

  #setUnits(units: readonly OrgUnit[]): void {
    this.#parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  }

  #put(stored: StoredCamera): void {
    const known = this.#watched.get(stored.id);
    if (known === undefined) {
      const watched = this.#watch(stored, newStanding(Date.now()));
      this.#watched.set(stored.id, watched);
      this.#parts.onNew(watched);
      return;
    }
    const before = known.camera;
    known.camera = this.#cut(stored);
    // Whether it is counted may be another matter now: its day goes on from its next proof.
    if (before.accepted !== stored.accepted) known.accountedAt = null;
    if (connection(before) === connection(known.camera)) return;
    known.thumbnails.clear();
    this.#parts.onNew(known);
  }

  #drop(id: string): void {
    const watched = this.#watched.get(id);
    this.#watched.delete(id);
    if (watched !== undefined) this.#parts.onGone(watched);
  }

  #watch(stored: StoredCamera, standing: Standing): Watched {
    return {
      camera: this.#cut(stored),
      standing,
      checkAt: 0,
      pictureAt: 0,
      checking: false,
      looking: false,
      swept: false,
      failures: 0,
      thumbnails: new Map(),
      maybeFrozen: false,
      accountedAt: null,
    };
  }

  #cut({
    id,
    name,
    unitId,
    accepted,
    kind,
    address,
    port,
    credentials,
    placement,
    channels,
  }: StoredCamera): WatchedCamera {
    const streams = channels.flatMap(({ id: channelId, profiles }) => {
      const profile = profiles.find(({ role }) => role === 'sub') ?? profiles[0];
      return profile === undefined ? [] : { channelId, url: profile.streamUri };
    });
    const same = { id, name, unitId, accepted, kind, address, port, credentials };
    return { ...same, path: this.path(unitId), carrier: placement.carrier, streams };
  }
}

/** All that decides on which device is reached, and how. */
function connection({ kind, address, port, credentials, streams }: WatchedCamera): string {
  return JSON.stringify([kind, address, port, credentials, streams]);
}
