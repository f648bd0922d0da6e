import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import type { WorkerPlace } from '../workers.ts';
import { MEETING_CODECS } from './codecs.ts';
import { Tally } from '../tally.ts';

interface BranchEvents {
  /** Members whose microphones were loud in the last quarter of a second, the loudest first. */
  loud: [readonly string[]];
  /** The worker has died: all that was here is gone. */
  lost: [];
}

/** Quieter than this, dBov, is no voice: noise suppression leaves less of a silent room. */
const THRESHOLD_DB = -50;
/** How often loudness is looked at, ms: the observer wants ten packets of 20 ms, and some are late. */
const LOOK_MS = 250;
const MOST_LOUD = 16;
/** Start of the estimate of a receiver's link, bit/s: a village's 300 kbit/s is found soon, and a LAN is, too. */
const FIRST_BITRATE = 600_000;

/** The part of a meeting that is on one worker: a router, and an ear for its microphones. */
export class Branch extends EventEmitter<BranchEvents> {
  readonly router: types.Router;
  /** Members that are just coming in: they count when the next one is placed, and keep the branch open. */
  entering = 0;
  readonly #place: WorkerPlace;
  readonly #ear: types.AudioLevelObserver;
  readonly #tally: Tally;
  readonly #heard = new Map<string, string>();
  #closed = false;

  /** Takes the place over: it is given back when the branch closes. Throws mediasoup's error where the worker has just died. */
  static async create(place: WorkerPlace): Promise<Branch> {
    let router: types.Router | null = null;
    try {
      router = await place.worker.createRouter({ mediaCodecs: MEETING_CODECS });
      const tally = new Tally(router);
      const ear = await router.createAudioLevelObserver({
        maxEntries: MOST_LOUD,
        threshold: THRESHOLD_DB,
        interval: LOOK_MS,
      });
      return new Branch(place, router, ear, tally);
    } catch (error) {
      router?.close();
      place.leave();
      throw error;
    }
  }

  private constructor(place: WorkerPlace, router: types.Router, ear: types.AudioLevelObserver, tally: Tally) {
    super();
    this.router = router;
    this.#place = place;
    this.#ear = ear;
    this.#tally = tally;
    ear.on('volumes', (volumes) => {
      const ids = volumes.flatMap(({ producer }) => this.#heard.get(producer.id) ?? []);
      if (ids.length > 0) this.emit('loud', ids);
    });
    router.observer.once('close', () => {
      this.#place.leave();
      if (!this.#closed) this.emit('lost');
    });
  }

  get closed(): boolean {
    return this.#closed || this.router.closed;
  }

  /** Process id of the worker. */
  get pid(): number {
    return this.#place.worker.pid;
  }

  get counts(): Tally['counts'] {
    return this.#tally.counts;
  }

  /** One end for a member, by UDP or, where that is blocked, TCP. */
  async createTransport(): Promise<types.WebRtcTransport> {
    return this.router.createWebRtcTransport({
      webRtcServer: this.#place.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: FIRST_BITRATE,
    });
  }

  /** Listens to a member's microphone until it is closed. */
  async hear(producer: types.Producer, memberId: string): Promise<void> {
    this.#heard.set(producer.id, memberId);
    producer.observer.once('close', () => this.#heard.delete(producer.id));
    await this.#ear.addProducer({ producerId: producer.id });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.router.close();
    this.removeAllListeners();
  }
}
