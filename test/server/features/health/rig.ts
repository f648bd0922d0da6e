import { EventEmitter } from 'node:events';
import { onTestFinished } from 'vitest';
import { LocalBus } from '../../../../server/cluster/local.ts';
import type { CameraHealth } from '../../../../server/contract/health.ts';
import type { LiveRelay, LiveRelays } from '../../../../server/features/health/looker.ts';
import { Monitor } from '../../../../server/features/health/monitor.ts';
import type { Pace } from '../../../../server/features/health/pace.ts';
import type { StoredCamera } from '../../../../server/store/camera-record.ts';
import type { Store } from '../../../../server/store/store.ts';
import type { SimulatedCamera } from '../../../fleet/index.ts';
import { registered } from '../../../rig/registered.ts';
import { openStore, testConfig } from '../../rig.ts';

/** The usual rounds, within seconds. */
export const QUICK: Pace = {
  checkMs: 400,
  pictureMs: 1500,
  jitter: 0.1,
  confirmMs: 100,
  confirmPictureMs: 300,
  frozenMs: 300,
  promptMs: 100,
  answerMs: 1000,
  lookMs: 8000,
  checks: 64,
  looks: 16,
  looksPerSecond: 100,
  batchMs: 100,
  batch: 16,
  tickMs: 20,
  tellMs: 50,
  writeMs: 200,
};

/** Relays of a hub on which somebody watches what a test says. */
export class FakeRelays extends EventEmitter<{ state: [LiveRelay] }> implements LiveRelays {
  readonly #running = new Map<string, LiveRelay & { keyframe: Buffer | null }>();

  get(key: string): LiveRelay | undefined {
    return this.#running.get(key);
  }

  keyframe(key: string): Buffer | null {
    return this.#running.get(key)?.keyframe ?? null;
  }

  begin(key: string, state: LiveRelay['state'], keyframe: Buffer | null = null): void {
    const relay = { key, state, cause: null, keyframe };
    this.#running.set(key, relay);
    this.emit('state', relay);
  }
}

/** A monitor of a store of its own. */
export class HealthRig {
  readonly store: Store;
  readonly bus = new LocalBus();
  readonly relays = new FakeRelays();
  readonly rootId: string;
  readonly errors: unknown[] = [];
  /** All that was told, in its order. */
  readonly told: CameraHealth[] = [];

  static async create(): Promise<HealthRig> {
    const store = await openStore();
    return new HealthRig(store, (await store.orgUnits.root()).id);
  }

  private constructor(store: Store, rootId: string) {
    this.store = store;
    this.rootId = rootId;
    this.bus.subscribe('health.changed', ({ cameras }) => this.told.push(...cameras.map(({ health }) => health)));
  }

  async register(camera: SimulatedCamera, given: Partial<StoredCamera> = {}): Promise<StoredCamera> {
    const stored = registered(camera, given.unitId ?? this.rootId, given);
    await this.store.transaction(({ cameras }) => cameras.save(stored));
    return stored;
  }

  /** Ended after the test, before its store. */
  async monitor(pace: Partial<Pace> = {}): Promise<Monitor> {
    const { store, bus, relays } = this;
    const { cameraRanges: ranges, ffmpeg } = testConfig();
    const monitor = await Monitor.create({
      ...{ store, bus, relays, ranges, ffmpeg },
      relayKeys: (channelId) => [`${channelId}/main`, `${channelId}/sub`],
      onError: (error) => this.errors.push(error),
      pace: { ...QUICK, ...pace },
    });
    onTestFinished(() => monitor.close());
    return monitor;
  }

  /** The first state, past or future, that was told of the camera and fits. */
  heard({ id }: StoredCamera, fits: (health: CameraHealth) => boolean): Promise<CameraHealth> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.told.find((health) => health.cameraId === id && fits(health));
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const end = this.bus.subscribe('health.changed', look);
      look();
    });
  }
}
