import { EventEmitter, once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { Backoff } from './backoff.ts';
import { Census } from './census.ts';
import { Room } from './room.ts';

export interface WorkersOptions {
  /** How many workers, usually one per core. */
  count: number;
  /** Path of the mediasoup-worker program. */
  binary: string;
  /** Local address that browsers send to. */
  listenHost: string;
  /** Address told to browsers instead, where they reach the hub under another. */
  announcedAddress?: string | undefined;
  /** UDP and TCP port of the first worker, the next ones follow; 0: any. */
  firstPort: number;
}

/** A place on a worker for a router of one's own. Give it back once; more is harmless. */
export interface WorkerPlace {
  worker: types.Worker;
  /** The worker's own: one port for all browsers. */
  server: types.WebRtcServer;
  leave: () => void;
}

/** One worker with its port and its room for live cameras. */
interface Slot {
  index: number;
  worker: types.Worker;
  server: types.WebRtcServer;
  room: Room;
  /** Relays and parts of meetings placed here. */
  load: number;
}

interface WorkersEvents {
  /** A worker ended by itself; its rooms are closed. */
  died: [{ pid: number }];
  /** Its place is taken by a new one. */
  replaced: [{ pid: number }];
  /** It cannot be replaced yet; tried again with growing pauses. */
  failed: [Error];
}

/** The pool of mediasoup workers. A dead one is replaced; what it carried is asked for anew by whoever needs it. */
export class Workers extends EventEmitter<WorkersEvents> {
  readonly #options: WorkersOptions;
  readonly #census = new Census();
  readonly #slots = new Map<number, Slot>();
  readonly #closing = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #starting = new Set<Promise<void>>();
  #capabilities: types.RouterRtpCapabilities | null = null;

  static async create(options: WorkersOptions): Promise<Workers> {
    const workers = new Workers(options);
    try {
      for (let index = 0; index < options.count; index++) await workers.#fill(index);
    } catch (error) {
      await workers.close();
      throw error;
    }
    return workers;
  }

  private constructor(options: WorkersOptions) {
    super();
    this.#options = options;
  }

  /** What rooms can carry; the same in all of them. */
  get rtpCapabilities(): types.RouterRtpCapabilities {
    if (this.#capabilities === null) throw new Error('no worker has been started');
    return this.#capabilities;
  }

  /** What they carry, of cameras and meetings alike. */
  get counts(): Census['counts'] {
    return this.#census.counts;
  }

  get pids(): number[] {
    return [...this.#slots.values()].map(({ worker }) => worker.pid);
  }

  /** True while every worker of the pool runs. */
  get complete(): boolean {
    return this.#slots.size === this.#options.count;
  }

  /** The living rooms. */
  get rooms(): Room[] {
    return [...this.#slots.values()].map(({ room }) => room).filter(({ closed }) => !closed);
  }

  /** Takes a place in the least loaded live room; null while no worker runs. Give it back with `leave`. */
  enter(): { room: Room; leave: () => void } | null {
    const [slot] = this.#living();
    return slot === undefined ? null : { room: slot.room, leave: take(slot) };
  }

  /** The same, for a router of one's own, on a worker whose process id is not among `without`; null where there is none. */
  host(without: ReadonlySet<number>): WorkerPlace | null {
    const slot = this.#living().find(({ worker }) => !without.has(worker.pid));
    return slot === undefined ? null : { worker: slot.worker, server: slot.server, leave: take(slot) };
  }

  /** The least loaded first. */
  #living(): Slot[] {
    return [...this.#slots.values()].filter(({ room }) => !room.closed).sort((a, b) => a.load - b.load);
  }

  /** Ends all workers; resolves when their processes are gone. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#slots.values()].map(({ worker }) => end(worker)));
    this.#slots.clear();
    this.removeAllListeners();
  }

  async #fill(index: number): Promise<void> {
    const { binary, listenHost: ip, announcedAddress, firstPort } = this.#options;
    const worker = await mediasoup.createWorker({ logLevel: 'warn', workerBin: binary });
    this.#census.add(worker);
    try {
      const port = firstPort === 0 ? {} : { port: firstPort + index };
      const listen = { ip, ...port, ...(announcedAddress === undefined ? {} : { announcedAddress }) };
      const buffer = 4_000_000;
      const server = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...listen, sendBufferSize: buffer, recvBufferSize: buffer },
          { protocol: 'tcp', ...listen },
        ],
      });
      const room = await Room.create(worker, server);
      this.#capabilities ??= room.rtpCapabilities;
      this.#slots.set(index, { index, worker, server, room, load: 0 });
      worker.once('died', () => this.#onDied(index, worker.pid));
    } catch (error) {
      await end(worker);
      throw error;
    }
  }

  #onDied(index: number, pid: number): void {
    this.#slots.delete(index);
    if (this.#closing.signal.aborted) return;
    this.emit('died', { pid });
    this.#replace(index, new Backoff(200, 10_000));
  }

  #replace(index: number, backoff: Backoff): void {
    const filling = this.#fill(index).then(
      () => {
        const slot = this.#slots.get(index);
        if (slot !== undefined) this.emit('replaced', { pid: slot.worker.pid });
      },
      (error: unknown) => {
        this.emit('failed', error instanceof Error ? error : new Error(String(error)));
        if (this.#closing.signal.aborted) return;
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          this.#replace(index, backoff);
        }, backoff.next());
        this.#timers.add(timer);
      },
    );
    this.#starting.add(filling);
    void filling.finally(() => this.#starting.delete(filling));
  }
}

function take(slot: Slot): () => void {
  slot.load++;
  let left = false;
  return () => {
    if (!left) slot.load--;
    left = true;
  };
}

/** Closes a worker and waits until its process is reaped. */
async function end(worker: types.Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = once(worker, 'subprocessclose');
  worker.close();
  await gone;
}
