import { decodePosters, type FfmpegConfig, type Relay, type Relays } from '../../../media/index.ts';
import type { ProfileRole } from '../../contract/camera.ts';
import type { StoredCamera, StoredChannel } from '../../store/camera-record.ts';
import { relayKeys } from './channel-states.ts';
import { PosterQueue } from './poster-queue.ts';
import type { Stream } from './stream.ts';

/** How long a picture is kept, ms since it was taken. */
const KEPT_MS = 10 * 60_000;
/** How old that of a channel that is live may be when it is asked for, ms. */
const FRESH_MS = 60_000;
/** What is kept at most; the oldest go first. */
const MOST = 1024;
const MOST_BYTES = 48 * 1024 * 1024;
/** A keyframe larger than this is not worth a poster, bytes. */
const LARGEST = 2 * 1024 * 1024;
const SWEEP_MS = 60_000;

interface Poster {
  /** ms since 1970 */
  at: number;
  /** Of what stream, with which masks, in which unit: one of another is never given. */
  stamp: string;
  role: ProfileRole;
  /** Of the keyframe, and of the JPEG when it is there. */
  bytes: number;
  /** Null: it could not be decoded. */
  jpeg: Promise<Buffer | null>;
  /** Has it decoded now. */
  hurry: () => void;
}

type Place = Pick<StoredCamera, 'unitId'>;

/**
 * The last picture of each channel that was watched, kept for minutes, also after its relay has ended. Masks are painted
 * in here, whoever draws them in the stream; so there is no picture in which they are not drawn.
 */
export class Posters {
  readonly #relays: Relays;
  readonly #queue: PosterQueue;
  readonly #posters = new Map<string, Poster>();
  /** What each relay carries; one that is to be forgotten is not in it. */
  readonly #carried = new Map<Relay, Stream>();
  readonly #timer: NodeJS.Timeout;

  constructor(relays: Relays, ffmpeg: FfmpegConfig, decode: typeof decodePosters = decodePosters) {
    this.#relays = relays;
    this.#queue = new PosterQueue((frames, signal) => decode(frames, ffmpeg, signal));
    relays.on('state', (relay) => {
      // Its last viewer has left, or the stream has: this may be the last picture for long.
      if (relay.viewers === 0 || relay.state === 'retrying') this.#take(relay);
    });
    relays.on('close', (relay) => this.#carried.delete(relay));
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  /** Says what a relay carries, as it was begun. */
  note(relay: Relay, stream: Stream): void {
    if (!relay.closing && !this.#carried.has(relay)) this.#carried.set(relay, stream);
  }

  /** When the picture that {@link jpeg} would give was taken, ms since 1970; null: there is none. */
  at(camera: Place, channel: StoredChannel): number | null {
    const known = this.#find(camera, channel)?.at ?? null;
    const now = this.#live(channel).find((relay) => relay.keyframe !== null)?.keyframeAt ?? null;
    return now !== null && Date.now() - (known ?? 0) > FRESH_MS ? now : known;
  }

  /** The last picture, JPEG; null: there is none. Of a channel that is live it is a minute old at most. */
  async jpeg(camera: Place, channel: StoredChannel): Promise<Buffer | null> {
    const known = this.#find(camera, channel);
    if (known === null || Date.now() - known.at > FRESH_MS) for (const relay of this.#live(channel)) this.#take(relay);
    const found = this.#find(camera, channel);
    found?.hurry();
    return found === null ? null : found.jpeg;
  }

  /** These channels are gone, or others now: nothing is kept of them, and nothing more comes of their relays. */
  drop(channelIds: readonly string[]): void {
    for (const id of channelIds) {
      this.#posters.delete(id);
      for (const [relay, { channel }] of this.#carried) if (channel.id === id) this.#carried.delete(relay);
    }
  }

  /** Resolves when nothing is being decoded any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#posters.clear();
    this.#carried.clear();
    await this.#queue.close();
  }

  #live({ id }: StoredChannel): Relay[] {
    const relays = relayKeys(id).flatMap((key) => this.#relays.get(key) ?? []);
    return relays.filter((relay) => relay.state === 'live' && this.#carried.has(relay));
  }

  #find({ unitId }: Place, channel: StoredChannel): Poster | null {
    const poster = this.#posters.get(channel.id);
    if (poster === undefined) return null;
    if (isKept(poster) && stampOf(unitId, channel, poster.role) === poster.stamp) return poster;
    this.#posters.delete(channel.id);
    return null;
  }

  #take(relay: Relay): void {
    const stream = this.#carried.get(relay);
    if (stream === undefined) return;
    const { camera, channel, profile } = stream;
    const [stamp, at] = [stampOf(camera.unitId, channel, profile.role), relay.keyframeAt];
    const before = this.#posters.get(channel.id);
    if (before?.stamp === stamp && before.at >= at) return;
    const data = relay.keyframe;
    if (data === null || data.length > LARGEST) return;
    const masks = channel.masks.map(({ corners }) => corners);
    const { jpeg, hurry } = this.#queue.add({ data, masks }, () => this.#posters.get(channel.id) === poster);
    const poster: Poster = { at, stamp, role: profile.role, bytes: data.length, jpeg, hurry };
    // At the end of the order in which they are let go.
    this.#posters.delete(channel.id);
    this.#posters.set(channel.id, poster);
    this.#makeRoom();
    void jpeg.then((picture) => {
      if (picture !== null) poster.bytes = picture.length;
      else if (this.#posters.get(channel.id) === poster) this.#posters.delete(channel.id);
    });
  }

  #makeRoom(): void {
    let bytes = [...this.#posters.values()].reduce((sum, poster) => sum + poster.bytes, 0);
    for (const [id, poster] of this.#posters) {
      if (this.#posters.size <= MOST && bytes <= MOST_BYTES) return;
      this.#posters.delete(id);
      bytes -= poster.bytes;
    }
  }

  #sweep(): void {
    for (const [id, poster] of this.#posters) if (!isKept(poster)) this.#posters.delete(id);
  }
}

function isKept({ at }: Poster): boolean {
  return Date.now() - at < KEPT_MS;
}

function stampOf(unitId: string, { masks, profiles }: StoredChannel, role: ProfileRole): string {
  const uri = profiles.find((profile) => profile.role === role)?.streamUri ?? '';
  return JSON.stringify([unitId, role, uri, masks.map(({ corners }) => corners)]);
}
