import type { types } from 'mediasoup-client';
import type { Watch, WatchEnd } from '../../server/contract/watch.ts';
import { Emitter } from './emitter.ts';
import type { Hub } from './hub.ts';
import { readVideoStats, type Reading, type VideoStats } from './stats.ts';

export interface PictureOptions {
  hub: Hub;
  channelId: string;
  /** Under which it is looked at. */
  grantId: string;
  /** Width of the tile, device px. */
  width: number;
  /** The video element is put into it. */
  host: HTMLElement;
  /** Ends the attempt at whatever step it is. */
  signal: AbortSignal;
}

/** `lost`: the connection is gone; else the hub's own reason. */
export type PictureEnd = WatchEnd | 'lost';

interface PictureEvents extends Record<string, unknown[]> {
  /** The first frame is on the screen; `performance.now()` of that moment. */
  first: [at: number];
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
  readonly #hub: Hub;
  readonly #watch: Watch;
  readonly #consumer: types.Consumer;
  readonly #video = document.createElement('video');
  readonly #off: (() => void)[];
  #audio: Sound | null = null;
  #lastFrameAt: number | null = null;
  #reading: Reading | null = null;
  #closed = false;

  /**
   * Asks for the channel and attaches its (still paused) picture.
   * @throws HubError, or the signal's reason when it was ended meanwhile
   */
  static async create({ hub, channelId, grantId, width, host, signal }: PictureOptions): Promise<Picture> {
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
      return new Picture(hub, watch, consumer, host);
    } catch (thrown) {
      release(hub, watch.watchId);
      throw thrown;
    }
  }

  private constructor(hub: Hub, watch: Watch, consumer: types.Consumer, host: HTMLElement) {
    super();
    this.#hub = hub;
    this.#watch = watch;
    this.#consumer = consumer;
    this.#video.muted = true;
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.disablePictureInPicture = true;
    this.#video.srcObject = new MediaStream([consumer.track]);
    this.#video.requestVideoFrameCallback(this.#frame);
    host.append(this.#video);
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

  /** `performance.now()` of the last frame shown; null before the first. */
  get lastFrameAt(): number | null {
    return this.#lastFrameAt;
  }

  /**
   * Lets it flow, with or without sound. The sound's consumer is made when it is first wanted.
   * @throws HubError; NotAllowedError where the browser wants a click before sound
   */
  async resume(sound: boolean): Promise<void> {
    const audio = sound ? await this.#openSound() : this.#audio;
    if (this.#closed) return;
    await this.#hub.socket.request('watch.resume', { watchId: this.#watch.watchId, audio: sound && audio !== null });
    if (!audio) return;
    if (sound && !this.#consumer.closed) await audio.element.play();
    else audio.element.pause();
  }

  /** Nothing is sent any more, and everything is kept. @throws HubError */
  async pause(): Promise<void> {
    this.#audio?.element.pause();
    await this.#hub.socket.request('watch.pause', { watchId: this.#watch.watchId });
  }

  /** Bit rate since the reading before; null while the browser has no figures yet. */
  async stats(): Promise<VideoStats | null> {
    if (this.#closed || this.#consumer.closed) return null;
    const report = await this.#consumer.getStats();
    const rows: Record<string, unknown>[] = [];
    report.forEach((row: Record<string, unknown>) => rows.push(row));
    const read = readVideoStats(rows, this.#consumer.track.id, this.#reading);
    this.#reading = read?.reading ?? this.#reading;
    return read?.stats ?? null;
  }

  /** Takes the picture off the screen and gives the watch back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const off of this.#off) off();
    this.#consumer.close();
    this.#audio?.consumer.close();
    if (this.#audio) this.#audio.element.srcObject = null;
    this.#video.srcObject = null;
    this.#video.remove();
    release(this.#hub, this.#watch.watchId);
  }

  readonly #frame = (now: DOMHighResTimeStamp): void => {
    if (this.#closed) return;
    const first = this.#lastFrameAt === null;
    this.#lastFrameAt = now;
    this.#video.requestVideoFrameCallback(this.#frame);
    if (first) this.emit('first', now);
  };

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
function release(hub: Hub, watchId: string): void {
  hub.socket.request('watch.release', { watchId }).catch(() => undefined);
}
