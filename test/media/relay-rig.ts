import { readdirSync, readFileSync } from 'node:fs';
import { observer, workerBin, type types } from 'mediasoup';
import { expect, vi } from 'vitest';
import { loadFfmpegConfig } from '../../media/ffmpeg-config.ts';
import type { Cause } from '../../media/error.ts';
import type { Relay, RelaySource } from '../../media/relay.ts';
import { Relays, type RelaysOptions } from '../../media/relays.ts';
import { startsKeyframe } from '../../media/rtp.ts';
import { Workers } from '../../media/workers.ts';
import type { SimulatedCamera } from '../fleet/index.ts';

export const config = loadFfmpegConfig(JSON.parse(readFileSync('ffmpeg.config.json', 'utf8')));

/** Everything that may take a while on a busy machine gets so long, ms. */
export const PATIENCE = { timeout: 20_000, interval: 20 };

/** A worker pool and its relays, and mediasoup's own view of them (rooms hide their routers). */
export class RelayRig {
  readonly workers: Workers;
  readonly relays: Relays;
  /** `state:cause` of each change, by key. */
  readonly history = new Map<string, string[]>();
  readonly #routers: Map<string, types.Router>;

  static async create(options: Partial<RelaysOptions> & { workers?: never; count?: number } = {}): Promise<RelayRig> {
    const routers = new Map<string, types.Router>();
    observer.on('newworker', (worker) => {
      worker.observer.on('newrouter', (router) => routers.set(router.id, router));
    });
    const { count = 1, ...rest } = options;
    const workers = await Workers.create({ count, binary: workerBin, listenHost: '127.0.0.1', firstPort: 0 });
    const relays = await Relays.create({ ffmpeg: config, idleMs: 50, transcodeLimit: 2, ...rest, workers });
    return new RelayRig(workers, relays, routers);
  }

  private constructor(workers: Workers, relays: Relays, routers: Map<string, types.Router>) {
    this.workers = workers;
    this.relays = relays;
    this.#routers = routers;
    relays.on('state', ({ key, state, cause }) => {
      const changes = this.history.get(key) ?? [];
      this.history.set(key, changes);
      const now = `${state}:${cause ?? ''}`;
      if (changes.at(-1) !== now) changes.push(now);
    });
  }

  /** A viewer that gets what a browser's transport would, unencrypted. */
  async viewer(relay: Relay): Promise<Viewer> {
    return Viewer.create(this.routerOf(relay), relay);
  }

  routerOf(relay: Relay): types.Router {
    const router = this.#routers.get(relay.room.id);
    if (router === undefined) throw new Error('the relay has no router');
    return router;
  }

  async close(): Promise<void> {
    await this.relays.close();
    await this.workers.close();
    observer.removeAllListeners('newworker');
  }
}

/** Counts what one consumer gets. */
export class Viewer {
  keyframes = 0;
  /** Packets of sound. */
  sounds = 0;
  /** Of the video's packets. */
  readonly sequences: number[] = [];
  /** Told each packet of the video. */
  onPacket: ((packet: Buffer) => void) | null = null;

  static async create(router: types.Router, relay: Relay): Promise<Viewer> {
    const transport = await router.createDirectTransport();
    const made: types.Consumer[] = [];
    // What view() does with a browser's transport; the rest of a Peer is not asked for.
    const peer = {
      consume: async (producer: types.Producer) => {
        const { rtpCapabilities } = router;
        const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities, paused: true });
        made.push(consumer);
        return consumer;
      },
    } as unknown as Parameters<Relay['view']>[0];
    const view = await relay.view(peer, router.rtpCapabilities);
    const video = made.find(({ kind }) => kind === 'video');
    if (video === undefined) throw new Error('the relay gave no video');
    const viewer = new Viewer(video);
    made.find(({ kind }) => kind === 'audio')?.on('rtp', () => viewer.sounds++);
    await view.resume(true);
    return viewer;
  }

  private constructor(consumer: types.Consumer) {
    consumer.on('rtp', (packet) => {
      if (startsKeyframe(packet)) this.keyframes++;
      this.sequences.push(packet.readUInt16BE(2));
      this.onPacket?.(packet);
    });
  }
}

/** A simulated camera's small stream, as registered. */
export function sourceOf(camera: SimulatedCamera, more: Partial<RelaySource> = {}): RelaySource {
  const { username, password, audio } = camera;
  const url = camera.rtspUrl('sub');
  return { url, credentials: { username, password }, codec: 'H264', bFrames: false, audio, ...more };
}

export async function live(relay: Relay): Promise<void> {
  await vi.waitFor(() => expect(relay.state).toBe('live'), PATIENCE);
}

export async function retrying(relay: Relay, cause: Cause): Promise<void> {
  await vi.waitFor(() => expect(`${relay.state} ${String(relay.cause)}`).toBe(`retrying ${cause}`), PATIENCE);
}

/** True while a process runs; one that only waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false; // No such process.
  }
}

/** Open files and sockets of this process. */
export function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}
