import { crc32 } from 'node:zlib';
import {
  type Cause,
  decodeKeyframes,
  type FfmpegConfig,
  judgePicture,
  type Keyframe,
  lookAtStream,
  MediaError,
  type Relay,
  type Relays,
  type Thumbnail,
} from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import { HubError } from '../../errors.ts';
import { Batch } from './batch.ts';
import type { Pace } from './pace.ts';
import type { WatchedCamera, WatchedStream } from './roll.ts';

/** What of `Relays` is needed. */
export interface LiveRelays extends Pick<Relays, 'keyframe'> {
  get(key: string): LiveRelay | undefined;
  on(event: 'state', listener: (relay: LiveRelay) => void): unknown;
  off(event: 'state', listener: (relay: LiveRelay) => void): unknown;
}
export type LiveRelay = Pick<Relay, 'key' | 'state' | 'cause'>;

interface LookerParts {
  relays: LiveRelays;
  /** The keys of all relays that a channel may have. */
  relayKeys: (channelId: string) => string[];
  ranges: CameraRanges;
  ffmpeg: FfmpegConfig;
  pace: Pace;
}

/** A keyframe of a channel, or why there is none. */
export interface Catch {
  channelId: string;
  frame: Keyframe | null;
  cause: Cause | null;
}

/** What a keyframe shows. */
export interface Sight {
  channelId: string;
  thumbnail: Thumbnail | null;
  /** Null: it is good. */
  cause: Cause | null;
}

/** A relay's keyframe that has not changed says something only after so long, ms: until then it may be the same one. */
const SAME_FOR = 60_000;
/** Why a relay may be without a picture though its camera is well. */
const OWN_FAULTS: readonly (Cause | null)[] = ['process', 'transcode-limit'];

/**
 * Fetches keyframes of cameras, and judges them. A device never has two of its sessions, and none while a relay of it runs
 * or starts: then the relay's own keyframe is taken, and a viewer who comes during a session ends it.
 */
export class Looker {
  readonly #parts: LookerParts;
  readonly #batch: Batch;
  readonly #closing = new AbortController();
  /** Hosts with an open session. */
  readonly #devices = new Set<string>();
  /** By the keys of the relays that would be in the way of a session. */
  readonly #sessions = new Map<string, AbortController>();
  /** By channel: the relay's keyframe that was taken last, and when it was first seen. */
  readonly #taken = new Map<string, { crc: number; at: number }>();

  constructor(parts: LookerParts) {
    this.#parts = parts;
    this.#batch = new Batch((frames) => decodeKeyframes(frames, parts.ffmpeg), parts.pace);
    parts.relays.on('state', this.#onRelay);
  }

  async close(): Promise<void> {
    this.#parts.relays.off('state', this.#onRelay);
    this.#closing.abort(new MediaError('process', 'the hub is stopping'));
    await this.#batch.close();
  }

  /** A keyframe of each channel. Null: not now, the device is busy; ask again soon. */
  async fetch(camera: WatchedCamera): Promise<Catch[] | null> {
    const relayed = camera.streams.map((stream) => this.#fromRelay(stream));
    const caught = relayed.flatMap((one) => (one === null || one === 'busy' ? [] : one));
    if (caught.length > 0) return caught;
    if (relayed.includes('busy') || this.#devices.has(camera.address)) return null;
    return this.#fromDevice(camera);
  }

  /** What the keyframe shows, and whether it is the same as before. */
  async judge({ channelId, frame, cause }: Catch, before: Thumbnail | undefined, isUrgent: boolean): Promise<Sight> {
    if (frame === null) return { channelId, thumbnail: null, cause };
    const thumbnail = await this.#batch.decode(frame, isUrgent);
    return { channelId, thumbnail, cause: thumbnail === null ? 'codec' : judgePicture(thumbnail, before) };
  }

  /** Null: no relay of this channel runs. */
  #fromRelay({ channelId }: WatchedStream): Catch | 'busy' | null {
    const { relays, relayKeys } = this.#parts;
    const running = relayKeys(channelId).flatMap((key) => relays.get(key) ?? []);
    for (const { key, state, cause } of running) {
      const data = relays.keyframe(key);
      if (data !== null && this.#isNews(channelId, data)) {
        return { channelId, frame: { codec: 'H264', data }, cause: null };
      }
      if (state === 'retrying' && !OWN_FAULTS.includes(cause)) return { channelId, frame: null, cause };
    }
    return running.length > 0 ? 'busy' : null;
  }

  #isNews(channelId: string, data: Buffer, now = Date.now()): boolean {
    const crc = crc32(data);
    const known = this.#taken.get(channelId);
    if (known?.crc === crc) return now - known.at >= SAME_FOR;
    this.#taken.set(channelId, { crc, at: now });
    return true;
  }

  async #fromDevice(camera: WatchedCamera): Promise<Catch[] | null> {
    const session = new AbortController();
    const keys = camera.streams.flatMap(({ channelId }) => this.#parts.relayKeys(channelId));
    this.#devices.add(camera.address);
    for (const key of keys) this.#sessions.set(key, session);
    try {
      const caught: Catch[] = [];
      for (const stream of camera.streams) caught.push(await this.#open(camera, stream, session.signal));
      return session.signal.aborted ? null : caught;
    } finally {
      this.#devices.delete(camera.address);
      for (const key of keys) this.#sessions.delete(key);
    }
  }

  async #open(
    { credentials }: WatchedCamera,
    { channelId, url: named }: WatchedStream,
    session: AbortSignal,
  ): Promise<Catch> {
    const signal = AbortSignal.any([session, this.#closing.signal]);
    try {
      const url = await this.#parts.ranges.resolveUrl(named);
      const source = { url, credentials: credentials ?? undefined };
      const { codec, keyframe } = await lookAtStream(source, { signal, keyframes: 1, maxMs: this.#parts.pace.lookMs });
      if (keyframe === null || codec === 'other') return { channelId, frame: null, cause: 'codec' };
      return { channelId, frame: { codec, data: keyframe }, cause: null };
    } catch (error) {
      if (signal.aborted) return { channelId, frame: null, cause: null };
      return { channelId, frame: null, cause: causeOf(error) };
    }
  }

  readonly #onRelay = ({ key }: LiveRelay): void => {
    this.#sessions.get(key)?.abort(new MediaError('process', 'a viewer goes before'));
  };
}

/** The cause that a failed contact tells. @throws what is no failure of the camera */
export function causeOf(error: unknown): Cause {
  if (error instanceof MediaError) return error.reason;
  if (error instanceof HubError && error.code === 'camera.range') return 'range';
  if (error instanceof HubError && error.code === 'camera.address') return 'address';
  throw error;
}
