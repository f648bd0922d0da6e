import { EventEmitter } from 'node:events';
import { MediaError } from './error.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { Ingest } from './ingest.ts';
import { Relay, type RelaySource } from './relay.ts';
import type { Workers } from './workers.ts';

export interface RelaysOptions {
  workers: Workers;
  ffmpeg: FfmpegConfig;
  /** How long a relay goes on after its last viewer has left, ms. */
  idleMs: number;
  /** How many relays may transcode at once. */
  transcodeLimit: number;
  /** Time without a keyframe after which a stream counts as failed, ms; default 20 s. */
  keyframeMs?: number;
}

type Place = NonNullable<ReturnType<Workers['enter']>>;

/** The right to use a relay; give it back exactly once (more is harmless). */
export interface Lease {
  relay: Relay;
  release: () => void;
}

interface Entry {
  place: Place;
  made: Promise<Relay>;
  relay: Relay | null;
  leases: number;
  idleTimer: NodeJS.Timeout | null;
}

/** All relays of this hub, by key: started by the first viewer, shared by all, stopped some time after the last. */
export class Relays extends EventEmitter<{ state: [Relay]; close: [Relay] }> {
  readonly #options: RelaysOptions;
  readonly #ingest: Ingest;
  readonly #entries = new Map<string, Entry>();
  /** Relays that are going; the next one of the same key waits, for cameras allow few sessions. */
  readonly #ending = new Map<string, Promise<void>>();
  /** Places of the relays that have leave to transcode. */
  readonly #transcoders = new Set<Place>();
  #closed = false;

  static async create(options: RelaysOptions): Promise<Relays> {
    return new Relays(options, await Ingest.create());
  }

  private constructor(options: RelaysOptions, ingest: Ingest) {
    super();
    this.#options = options;
    this.#ingest = ingest;
  }

  /** The relays that run now. */
  list(): Relay[] {
    return [...this.#entries.values()].flatMap(({ relay }) => relay ?? []);
  }

  get(key: string): Relay | undefined {
    return this.#entries.get(key)?.relay ?? undefined;
  }

  /**
   * The last keyframe of a relay that is live: H.264 with its parameter sets, Annex B. null where there is none, so that
   * nobody needs a second session on a camera that is being watched.
   */
  keyframe(key: string): Buffer | null {
    const relay = this.get(key);
    return relay?.state === 'live' ? relay.keyframe : null;
  }

  /**
   * The relay of `key`, begun with `source()` if it does not run.
   * Throws MediaError `transcode-limit`, or `process` where no worker runs or the relay is stopped meanwhile.
   */
  async acquire(key: string, source: () => RelaySource): Promise<Lease> {
    if (this.#closed) throw new MediaError('process', 'the hub is stopping');
    const known = this.#entries.get(key);
    // Its worker has died: it goes by itself, and is no longer to be shared.
    if (known?.relay?.closing === true) void this.#end(key, known, 'idle');
    const entry = this.#entries.get(key) ?? this.#begin(key, source());
    entry.leases++;
    if (entry.idleTimer !== null) clearTimeout(entry.idleTimer);
    entry.idleTimer = null;
    const relay = await entry.made;
    if (relay.closing || this.#entries.get(key) !== entry) throw new MediaError('process', 'the relay has just ended');
    relay.viewers = entry.leases;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.leases--;
      relay.viewers = entry.leases;
      this.emit('state', relay);
      if (entry.leases > 0 || this.#entries.get(key) !== entry) return;
      entry.idleTimer = setTimeout(() => void this.#end(key, entry, 'idle'), this.#options.idleMs);
    };
    this.emit('state', relay);
    return { relay, release };
  }

  /** Ends a relay though it may have viewers, as when its camera is removed or changed. */
  async stop(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry !== undefined) await this.#end(key, entry, 'stopped');
  }

  /** Ends all; resolves when no ffmpeg is left. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [key, entry] of this.#entries) void this.#end(key, entry, 'stopped');
    await Promise.all(this.#ending.values());
    await this.#ingest.close();
    this.removeAllListeners();
  }

  #begin(key: string, source: RelaySource): Entry {
    const place = this.#options.workers.enter();
    if (place === null) throw new MediaError('process', 'no media worker runs');
    const transcode = source.codec !== 'H264' || source.bFrames;
    if (transcode && !this.#takeTranscoder(place)) {
      place.leave();
      throw new MediaError('transcode-limit');
    }
    const { ffmpeg: config, keyframeMs } = this.#options;
    const transcoder = {
      take: () => this.#takeTranscoder(place),
      giveBack: () => void this.#transcoders.delete(place),
    };
    const begin = (): Promise<Relay> =>
      Relay.create(key, source, { place, ingest: this.#ingest, config, transcoder, keyframeMs });
    const before = this.#ending.get(key) ?? Promise.resolve();
    const entry: Entry = { place, made: before.then(begin), relay: null, leases: 0, idleTimer: null };
    this.#entries.set(key, entry);
    const forget = (): void => {
      if (entry.idleTimer !== null) clearTimeout(entry.idleTimer);
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
    entry.made = entry.made.then(
      (relay) => {
        entry.relay = relay;
        relay.on('state', () => this.emit('state', relay));
        relay.once('close', () => {
          forget();
          this.emit('close', relay);
        });
        return relay;
      },
      (error: unknown) => {
        place.leave();
        transcoder.giveBack();
        forget();
        throw new MediaError('process', error instanceof Error ? error.message : String(error));
      },
    );
    return entry;
  }

  async #end(key: string, entry: Entry, as: 'idle' | 'stopped'): Promise<void> {
    if (entry.idleTimer !== null) clearTimeout(entry.idleTimer);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    this.#transcoders.delete(entry.place);
    const ending = entry.made.then(
      (relay) => relay.close(as),
      () => undefined, // It never began: acquire() has told why.
    );
    this.#ending.set(key, ending);
    await ending;
    if (this.#ending.get(key) === ending) this.#ending.delete(key);
  }

  /** Leave to transcode; where there is none left, a relay that nobody watches any more gives up its own. */
  #takeTranscoder(place: Place): boolean {
    if (this.#transcoders.has(place)) return true;
    if (this.#transcoders.size >= this.#options.transcodeLimit) {
      const idle = [...this.#entries].find(([, entry]) => entry.leases === 0 && this.#transcoders.has(entry.place));
      if (idle === undefined) return false;
      void this.#end(...idle, 'idle');
    }
    this.#transcoders.add(place);
    return true;
  }
}
