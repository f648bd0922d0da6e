import type { types } from 'mediasoup-client';
import { API, routes } from '../../server/contract/http.ts';
import type { Pace, Watch, WatchEnd } from '../../server/contract/watch.ts';
import { Emitter } from './emitter.ts';
import type { Counted } from './load-meter.ts';
import type { Parts } from './parts.ts';
import { Projection } from './projection.ts';
import { readVideoStats, type Reading, type VideoStats } from './stats.ts';

export interface PictureOptions {
  hub: Parts;
  channelId: string;
  /** Under which it is looked at. */
  grantId: string;
  /** Width of the tile, device px. */
  width: number;
  /** Ends the attempt at whatever step it is. */
  signal: AbortSignal;
}

/** `lost`: the connection is gone; else the hub's own reason. */
export type PictureEnd = WatchEnd | 'lost';

/** The last keyframe known of a channel, to be shown until its stream has begun. */
export interface Poster {
  url: string;
  /** When it was taken, ms since 1970. */
  at: number;
}

interface PictureEvents extends Record<string, unknown[]> {
  /** The first frame (since `await()`) is on the screen; `performance.now()` of that moment. */
  first: [at: number];
  /** From now on the frames are those of this pace. */
  pace: [Pace];
  ended: [reason: PictureEnd];
}

interface Sound {
  consumer: types.Consumer;
  element: HTMLAudioElement;
}

/**
 * One watch and its video element, from its ticket to `watch.release`. It does not try again: the Watcher does.
 */
export class Picture extends Emitter<PictureEvents> {
  readonly channelId: string;
  readonly grantId: string;
  readonly #hub: Parts;
  readonly #watch: Watch;
  readonly #off: (() => void)[];
  #shown: Projection;
  /** Of another pace; shown when its first frame is there. */
  #coming: Projection | null = null;
  #pace: Pace = 'full';
  #wantedPace: Pace = 'full';
  #host: HTMLElement | null = null;
  #flows: { audio: boolean } | null = null;
  #flowsSince = 0;
  #audio: Sound | null = null;
  #reading: Reading | null = null;
  #awaited = true;
  #closed = false;

  /**
   * Asks for the channel and attaches its (still paused) picture.
   * @throws HubError, or the signal's reason when it was ended meanwhile
   */
  static async create({ hub, channelId, grantId, width, signal }: PictureOptions): Promise<Picture> {
    // Side by side: the ticket must not wait until the browser knows itself.
    const [rtpCapabilities, { ticket }] = await Promise.all([
      hub.receiver.rtpCapabilities(),
      hub.tickets.take(channelId, grantId),
    ]);
    signal.throwIfAborted();
    const watch = await hub.socket.request('camera.watch', { ticket, width, rtpCapabilities });
    try {
      signal.throwIfAborted();
      const consumer = await hub.receiver.consume(watch.transport, watch.video);
      if (signal.aborted) consumer.close();
      signal.throwIfAborted();
      return new Picture({ hub, channelId, grantId }, watch, consumer);
    } catch (thrown) {
      release(hub, watch.watchId);
      throw thrown;
    }
  }

  private constructor(
    { hub, channelId, grantId }: Pick<PictureOptions, 'hub' | 'channelId' | 'grantId'>,
    watch: Watch,
    consumer: types.Consumer,
  ) {
    super();
    this.channelId = channelId;
    this.grantId = grantId;
    this.#hub = hub;
    this.#watch = watch;
    this.#shown = new Projection(hub, consumer, (at) => this.#frame(at));
    hub.pictures.add(this);
    this.#off = [
      hub.receiver.on('lost', () => this.emit('ended', 'lost')),
      hub.socket.on('watch.ended', ({ watchId, reason }) => {
        if (watchId === watch.watchId) this.emit('ended', reason);
      }),
    ];
  }

  get profile(): Watch['profile'] {
    return this.#watch.profile;
  }

  get hasSound(): boolean {
    return this.#watch.audio !== null;
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** It is on its way from one pace to the other, and has an element for each. */
  get changing(): boolean {
    return this.#pace !== this.#wantedPace;
  }

  /** To be shown meanwhile; null: nothing is known, or the stream runs already and is quicker. */
  get poster(): Poster | null {
    const { posterAt, watchId, state } = this.#watch;
    if (posterAt === null || state.state === 'live') return null;
    return { url: API + routes['watch.poster'].path.replace(':id', encodeURIComponent(watchId)), at: posterAt };
  }

  /** `performance.now()` of the last frame shown; null before the first. */
  get lastFrameAt(): number | null {
    return this.#shown.lastFrameAt;
  }

  /** Of keyframes alone: how far they are apart, in whole seconds, ms; null where unknown. */
  get every(): number | null {
    const { frameGap } = this.#shown;
    if (this.#pace === 'full' || frameGap === null) return null;
    return Math.max(1, Math.round(frameGap / 1000)) * 1000;
  }

  /** Where the video elements go. */
  mount(host: HTMLElement): void {
    this.#host = host;
    this.#shown.mount(host);
    this.#coming?.mount(host);
  }

  /** Tells of the next frame as of a first one. */
  await(): void {
    this.#awaited = true;
  }

  /**
   * Lets it flow, with or without sound. The sound's consumer is made when it is first wanted.
   * @throws HubError; NotAllowedError where the browser wants a click before sound
   */
  async resume(sound: boolean): Promise<void> {
    const audio = sound ? await this.#openSound() : this.#audio;
    if (this.#closed) return;
    this.#flows ??= { audio: false };
    this.#flows.audio = sound && audio !== null;
    this.#flowsSince = performance.now();
    await this.#hub.socket.request('watch.resume', { watchId: this.#watch.watchId, ...this.#flows });
    if (!audio) return;
    if (sound && !audio.consumer.closed) await audio.element.play();
    else audio.element.pause();
  }

  /** Nothing is sent any more, and everything is kept. @throws HubError */
  async pause(): Promise<void> {
    this.#flows = null;
    this.#audio?.element.pause();
    await this.#hub.socket.request('watch.pause', { watchId: this.#watch.watchId });
  }

  /**
   * All frames, or keyframes alone. What is on the screen stays until the other has its first frame.
   * @throws HubError
   */
  async setPace(pace: Pace): Promise<void> {
    if (this.#closed || pace === this.#wantedPace) return;
    this.#wantedPace = pace;
    const { watchId, transport } = this.#watch;
    const { video } = await this.#hub.socket.request('watch.pace', { watchId, pace });
    const consumer = await this.#hub.receiver.consume(transport, video);
    if (this.#isClosed() || this.#wantedPace !== pace) {
      consumer.close();
      return;
    }
    this.#coming?.close();
    const coming = new Projection(this.#hub, consumer, () => this.#frameOf(coming, pace));
    this.#coming = coming;
    if (this.#host) coming.mount(this.#host);
    if (this.#flows) await this.#hub.socket.request('watch.resume', { watchId, ...this.#flows });
  }

  /** Bit rate since the reading before; null while the browser has no figures yet. */
  async stats(): Promise<VideoStats | null> {
    const { consumer } = this.#shown;
    if (this.#closed || consumer.closed) return null;
    const report = await consumer.getStats();
    const rows: Record<string, unknown>[] = [];
    report.forEach((row: Record<string, unknown>) => rows.push(row));
    const read = readVideoStats(rows, consumer.track.id, this.#reading);
    this.#reading = read?.reading ?? this.#reading;
    return read?.stats ?? null;
  }

  /** What tells its frames from others' in the browser's figures; and what the screen left out of them. */
  get counted(): Counted {
    const { consumer, framesMissed } = this.#shown;
    return { trackId: consumer.track.id, missed: framesMissed, flowsSince: this.#flows && this.#flowsSince };
  }

  /** Takes the picture off the screen and gives the watch back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const off of this.#off) off();
    this.#shown.close();
    this.#coming?.close();
    if (this.#audio) this.#hub.receiver.retire(this.#audio.consumer);
    if (this.#audio) this.#audio.element.srcObject = null;
    this.#hub.pictures.delete(this);
    release(this.#hub, this.#watch.watchId);
  }

  #frame(at: number): void {
    if (!this.#awaited) return;
    this.#awaited = false;
    this.emit('first', at);
  }

  #frameOf(projection: Projection, pace: Pace): void {
    if (this.#coming === projection) {
      this.#coming = null;
      this.#shown.close();
      this.#shown = projection;
      this.#reading = null;
      this.#pace = pace;
      this.#flowsSince = performance.now();
      this.emit('pace', pace);
    }
    this.#frame(performance.now());
  }

  /** Asked anew after a wait: it may have been closed meanwhile. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #openSound(): Promise<Sound | null> {
    if (this.#audio || !this.#watch.audio) return this.#audio;
    const consumer = await this.#hub.receiver.consume(this.#watch.transport, this.#watch.audio);
    const element = new Audio();
    element.srcObject = new MediaStream([consumer.track]);
    this.#audio = { consumer, element };
    if (this.#closed) consumer.close();
    return this.#audio;
  }
}

/** A watch that cannot be given back because the connection is gone was already released by the hub. */
function release(hub: Parts, watchId: string): void {
  hub.socket.request('watch.release', { watchId }).catch(() => undefined);
}
