import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { Backoff } from './backoff.ts';
import { audioParameters, PAYLOAD_TYPES, videoParameters } from './codecs.ts';
import { knock } from './diagnose.ts';
import { MediaError, type Cause } from './error.ts';
import { Feed } from './feed.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import type { StreamAddress } from './ffmpeg.ts';
import type { Ingest } from './ingest.ts';
import { KeyframeProducer } from './keyframe-producer.ts';
import type { MaskShape } from './mask.ts';
import type { Peer } from './peer.ts';
import type { PipedTrack } from './pipe.ts';
import { pull, type PullPlan } from './pull.ts';
import type { Room } from './room.ts';
import { type Pace, type PacedVideo, View } from './view.ts';

/** What a relay does: `retrying` has a cause, `stopped` is final; `idle` is one that nobody watches any more. */
export type RelayState = 'idle' | 'starting' | 'live' | 'retrying' | 'stopped';

/** A camera's stream as registered. */
export interface RelaySource extends StreamAddress {
  codec: 'H264' | 'H265';
  /** WebRTC has none: such a stream is transcoded. */
  bFrames: boolean;
  audio: 'PCMA' | 'PCMU' | null;
  /** Painted black where the stream is transcoded. A copied stream is as the camera sends it, whatever stands here. */
  masks?: readonly MaskShape[] | undefined;
  /** Asks the camera for a keyframe (ONVIF SetSynchronizationPoint). */
  requestKeyframe?: (() => Promise<void>) | undefined;
}

/** What a relay is built with. */
export interface RelayParts {
  /** A place in a room, given back at the end. */
  place: { room: Room; leave: () => void };
  ingest: Ingest;
  config: FfmpegConfig;
  /** Leave to transcode. `take` says false where as many as allowed already do; more than once is harmless. */
  transcoder: { take(): boolean; giveBack(): void };
  keyframeMs?: number | undefined;
}

interface RelayEvents {
  state: [];
  /** Gone for good; whoever still wants the camera asks again. */
  close: [];
}

const SSRC = { video: 1000, audio: 2000, keyframes: 3000 };
const KNOCK_MS = 2000;
/** Pause between two knocks at a closed door, ms. */
const KNOCK_PAUSE_MS = 1000;
/** Pause before a stream that had been live is pulled again, ms. */
const RESUME_PAUSE_MS = 200;
/** A picture that held this long, ms, was a good one: the next failure begins the backoff anew. */
const GOOD_MS = 10_000;
const SYNC_POINT_MS = 2000;
/** Least pause after a refused login, ms: cameras lock a user out after a handful. */
const REFUSED_PAUSE_MS = 30_000;

/** One camera stream on its way into a room: one pull, however many viewers. */
export class Relay extends EventEmitter<RelayEvents> {
  readonly key: string;
  readonly room: Room;
  /** Viewers at this moment; kept by Relays. */
  viewers = 0;
  /** Pulls begun so far. */
  attempts = 0;
  /** Of ffmpeg, while it runs. */
  pid: number | undefined;
  #state: RelayState = 'starting';
  #cause: Cause | null = null;
  #since = Date.now();
  readonly #source: RelaySource;
  readonly #parts: RelayParts;
  readonly #transport: types.PlainTransport;
  readonly #video: types.Producer;
  readonly #audio: types.Producer | null;
  /** Consumers of sound that flow. */
  readonly #listeners = new Set<types.Consumer>();
  readonly #feed: Feed;
  readonly #keyframes: KeyframeProducer;
  readonly #closing = new AbortController();
  #plan: PullPlan;
  #running: Promise<void>;
  #closed: Promise<void> | null = null;
  #syncAskedAt = -Infinity;

  /** Makes the room's side and begins to pull. Throws mediasoup's error where the worker has just died. */
  static async create(key: string, source: RelaySource, parts: RelayParts): Promise<Relay> {
    const transport = await parts.place.room.createPlainTransport();
    try {
      const video = await transport.produce({ kind: 'video', rtpParameters: videoParameters(SSRC.video) });
      const audio =
        source.audio &&
        (await transport.produce({ kind: 'audio', rtpParameters: audioParameters(SSRC.audio, source.audio) }));
      const feed = await Feed.create({
        port: transport.tuple.localPort,
        video: { ssrc: SSRC.video, payloadType: PAYLOAD_TYPES.H264, clockRate: 90_000 },
        audio: source.audio && { ssrc: SSRC.audio, payloadType: PAYLOAD_TYPES[source.audio], clockRate: 8000 },
      });
      if (parts.place.room.closed) {
        feed.close();
        throw new Error('the worker has just died');
      }
      return new Relay(key, source, parts, { transport, video, audio, feed });
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  private constructor(
    key: string,
    source: RelaySource,
    parts: RelayParts,
    made: { transport: types.PlainTransport; video: types.Producer; audio: types.Producer | null; feed: Feed },
  ) {
    super();
    // One listener per meeting that it is brought into.
    this.setMaxListeners(0);
    this.key = key;
    this.room = parts.place.room;
    this.#source = source;
    this.#parts = parts;
    this.#transport = made.transport;
    this.#video = made.video;
    this.#audio = made.audio;
    this.#feed = made.feed;
    this.#keyframes = new KeyframeProducer(made.transport, made.feed, SSRC.keyframes);
    this.#plan = { analysis: 'quick', transcode: source.codec !== 'H264' || source.bFrames, audio: source.audio };
    this.#feed.on('keyframe', () => {
      if (this.#state !== 'live') this.#become('live', null);
    });
    this.#feed.on('wanted', () => this.#askForKeyframe());
    this.room.once('close', this.#onRoomClose);
    this.#running = this.#run();
  }

  get state(): RelayState {
    return this.#state;
  }

  /** Why it is not live; kept until it is. */
  get cause(): Cause | null {
    return this.#cause;
  }

  /** When the state began, ms since 1970. */
  get since(): number {
    return this.#since;
  }

  /** It is ending or has ended: no good for another viewer. */
  get closing(): boolean {
    return this.#closing.signal.aborted;
  }

  get transcoding(): boolean {
    return this.#plan.transcode;
  }

  /** The keyframe that the kept GOP begins with, Annex B; null where none is kept. Transcoded pictures are H.264, too. */
  get keyframe(): Buffer | null {
    return this.#feed.keyframe;
  }

  /** When the last keyframe began to come, ms since 1970; 0: never. */
  get keyframeAt(): number {
    return this.#feed.keyframeTime;
  }

  get feedStats(): Readonly<Feed['stats']> & { gopBytes: number } {
    return { ...this.#feed.stats, gopBytes: this.#feed.gopBytes };
  }

  /** Consumers for a peer of the relay's room, paused. */
  async view(peer: Peer, rtpCapabilities: types.RtpCapabilities): Promise<View> {
    const consume = (pace: Pace): Promise<PacedVideo> => this.#consume(peer, rtpCapabilities, pace);
    const [video, audio] = await Promise.allSettled([
      consume('full'),
      this.#audio && peer.consume(this.#audio, rtpCapabilities),
    ]);
    if (video.status === 'fulfilled' && audio.status === 'fulfilled') {
      if (audio.value) this.#countListener(audio.value);
      return new View(video.value, audio.value, consume);
    }
    if (video.status === 'fulfilled') video.value.consumer.close();
    if (audio.status === 'fulfilled') audio.value?.close();
    throw video.status === 'rejected' ? video.reason : (audio as PromiseRejectedResult).reason;
  }

  /** The picture for a meeting. */
  get track(): PipedTrack {
    const video = this.#video;
    return { producer: video, pipe: (to) => this.room.pipe(video, to), welcome: () => this.#feed.welcome() };
  }

  #countListener(audio: types.Consumer): void {
    const count = (heard: boolean): void => {
      if (heard) this.#listeners.add(audio);
      else this.#listeners.delete(audio);
      this.#feed.hear(this.#listeners.size > 0);
    };
    audio.observer.on('resume', () => count(true));
    audio.observer.on('pause', () => count(false));
    audio.observer.on('close', () => count(false));
  }

  async #consume(peer: Peer, rtpCapabilities: types.RtpCapabilities, pace: Pace): Promise<PacedVideo> {
    if (pace === 'full') {
      const consumer = await peer.consume(this.#video, rtpCapabilities);
      return { consumer, welcome: () => this.#feed.welcome(), leave: () => undefined };
    }
    const { producer, track, leave } = await this.#keyframes.use();
    try {
      return { consumer: await peer.consume(producer, rtpCapabilities), welcome: () => track.welcome(), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Resolves when ffmpeg is reaped and the ports are free. `as`: `idle` where it may be wanted again. */
  close(as: 'idle' | 'stopped' = 'stopped'): Promise<void> {
    this.#closed ??= this.#close(as);
    return this.#closed;
  }

  async #close(as: 'idle' | 'stopped'): Promise<void> {
    this.room.off('close', this.#onRoomClose);
    this.#closing.abort();
    await this.#running;
    this.#parts.transcoder.giveBack();
    this.#feed.close();
    this.#transport.close();
    this.#parts.place.leave();
    this.#become(as, this.#cause);
    this.emit('close');
    this.removeAllListeners();
  }

  readonly #onRoomClose = (): void => {
    this.#cause = 'process';
    void this.close('idle');
  };

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    const backoff = new Backoff(1000, 60_000);
    while (!signal.aborted) {
      const pause = await this.#attempt(backoff, signal).catch((error: unknown) => {
        // A URL that cannot be used, no process to be had: this camera's trouble, and not the hub's end.
        this.#become('retrying', error instanceof MediaError ? error.reason : 'process');
        return backoff.next();
      });
      if (pause > 0) await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One knock and, where the door opens, one pull. Resolves to the pause before the next, ms. */
  async #attempt(backoff: Backoff, signal: AbortSignal): Promise<number> {
    const shut = await knock(this.#source.url, KNOCK_MS, signal);
    if (signal.aborted) return 0;
    const { ingest, config, transcoder, keyframeMs } = this.#parts;
    if (shut !== null) {
      transcoder.giveBack();
      this.#become('retrying', shut);
      backoff.reset();
      return KNOCK_PAUSE_MS * (0.75 + Math.random() / 2);
    }
    if (this.#plan.transcode && !transcoder.take()) {
      this.#become('retrying', 'transcode-limit');
      return backoff.next();
    }
    this.attempts++;
    const onPid = (pid: number | undefined): void => void (this.pid = pid);
    const parts = { ingest, feed: this.#feed, config, keyframeMs, onPid };
    const end = await pull(parts, this.#source, this.#plan, signal);
    if (end === null) return 0;
    if (end.instead !== undefined) {
      this.#plan = { ...this.#plan, ...end.instead };
      if (this.#state === 'live') this.#become('starting', null);
      return 0;
    }
    const wasLive = this.#state === 'live';
    const wasGood = wasLive && Date.now() - this.#since > GOOD_MS;
    this.#become('retrying', end.cause);
    if (!wasLive) transcoder.giveBack();
    if (wasGood) backoff.reset();
    // A camera that lets go again and again after a moment is not to be hurried.
    const pause = wasGood ? RESUME_PAUSE_MS : backoff.next();
    return end.cause === 'credentials' ? Math.max(pause, REFUSED_PAUSE_MS) : pause;
  }

  #become(state: RelayState, cause: Cause | null): void {
    if (this.#state === state && this.#cause === cause) return;
    this.#state = state;
    this.#cause = cause;
    this.#since = Date.now();
    this.emit('state');
  }

  #askForKeyframe(): void {
    const now = performance.now();
    if (now - this.#syncAskedAt < SYNC_POINT_MS) return;
    this.#syncAskedAt = now;
    // Best effort: a camera without it sends its next keyframe when it will, and until then the state says so.
    this.#source.requestKeyframe?.().catch(() => undefined);
  }
}
