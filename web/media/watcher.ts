import type { Pace } from '../../server/contract/watch.ts';
import { HubError } from '../api/hub-error.ts';
import { backoff } from './backoff.ts';
import type { Paced } from './capacity-keeper.ts';
import { Emitter } from './emitter.ts';
import type { Hub } from './hub.ts';
import { type Opening, openPicture } from './opening.ts';
import type { Picture, PictureEnd } from './picture.ts';
import type { VideoStats } from './stats.ts';
import { TileSize } from './tile-size.ts';
import { watchVisibility } from './visibility.ts';
import { freshness, newStatus, STUCK_MS, staleAfter, wantsGrant, type WatchStatus } from './watch-status.ts';

export interface WatcherOptions {
  hub: Hub;
  channelId: string;
  /** Where the picture goes; its width decides between the channel's main and sub profile. */
  host: HTMLElement;
  /** `performance.now()` of the user's act that asked for the picture. */
  actAt: number;
}

/** One asking for a picture; it is there once the hub has answered. */
type Attempt = Omit<Opening, 'made'>;

const RETRY = { first: 1_000, most: 30_000 };
const JUDGE_MS = 250;

/**
 * Keeps one channel's picture on one tile, whatever happens: asks, tries again with patience, pauses what nobody
 * can see, changes the profile with the tile's size. The old picture stays until the new one has its first frame.
 */
export class Watcher extends Emitter<{ change: [WatchStatus] }> implements Paced {
  /** The tile that the user looks at: the last to be slowed down. */
  selected = false;
  readonly #options: WatcherOptions;
  readonly #off: (() => void)[] = [];
  readonly #size: TileSize;
  #status = newStatus(Date.now());
  #picture: Picture | null = null;
  #next: Attempt | null = null;
  #attempt = 0;
  #askedAt = 0;
  #visible = true;
  #sound = false;
  #grantId: string | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  static create(options: WatcherOptions): Watcher {
    const watcher = new Watcher(options);
    watcher.#start();
    return watcher;
  }

  private constructor(options: WatcherOptions) {
    super();
    this.#options = options;
    this.#size = new TileSize(options.host, () => this.#picture && this.#ask());
  }

  get status(): WatchStatus {
    return this.#status;
  }

  get pace(): Pace {
    return this.#status.pace;
  }

  get rect(): DOMRect {
    return this.#size.rect;
  }

  get counted(): Picture['counted'] | null {
    return this.#picture?.counted ?? null;
  }

  /**
   * Begins, or goes on, under this grant; null: there is none. Call it whenever grants were read again: a picture that was
   * refused is asked for once more; one that moves stays until it moves under the new grant.
   */
  setGrant(grantId: string | null): void {
    const same = grantId === this.#grantId;
    this.#grantId = grantId;
    const ended = this.#status.ended === 'grant';
    if (grantId === null) {
      if (!ended) this.#give('grant');
    } else if (!same || ended) {
      this.retry();
    }
  }

  /** Turns the sound on or off; it comes back by itself after an interruption. */
  setSound(on: boolean): void {
    if (this.#sound === on) return;
    this.#sound = on;
    if (this.#picture && this.#visible) this.#flow(this.#picture);
  }

  /** The picture is enlarged so many times: the stream is chosen to fit. */
  magnify = (scale: number): void => this.#size.magnify(scale);

  /** All frames, or keyframes alone; holds for the pictures to come, too. */
  setPace(pace: Pace): void {
    if (pace === this.#status.pace) return;
    this.#change({ pace, every: null });
    if (this.#picture) this.#keepPace(this.#picture);
  }

  /** Figures of the picture on the screen; null when there is none. */
  stats = async (): Promise<VideoStats | null> => (await this.#picture?.stats()) ?? null;

  /** Asks again now instead of waiting for the next attempt. */
  retry(): void {
    this.#attempt = 0;
    if (this.#status.phase === 'failed') this.#change({ phase: 'connecting', error: null, ended: null });
    this.#ask();
  }

  close(): void {
    for (const off of this.#off) off();
    clearTimeout(this.#retryTimer);
    this.#size.close();
    this.#dropNext();
    const picture = this.#picture;
    this.#picture = null;
    const { kept, preloads } = this.#options.hub;
    const isKept = picture && this.#visible && this.#status.phase === 'live' && !picture.changing;
    // A tour opens its pages ahead: with those before them there would be more than a page may have.
    if (isKept && preloads.size === 0) kept.keep(picture);
    else picture?.close();
  }

  #start(): void {
    const { hub, host } = this.#options;
    const judging = setInterval(() => this.#judge(), JUDGE_MS);
    this.#off.push(
      () => clearInterval(judging),
      watchVisibility(host, (visible) => this.#see(visible)),
      hub.socket.on('state', (state) => {
        if (state === 'open') this.#ask();
      }),
      hub.receiver.on('blocked', () => this.#change({ phase: 'failed', error: HubError.local('local.media') })),
      hub.capacity.add(this),
    );
    this.#ask();
  }

  /** Begins an attempt, in place of any that is under way. */
  #ask(): void {
    const { hub, channelId } = this.#options;
    const grantId = this.#grantId;
    clearTimeout(this.#retryTimer);
    this.#dropNext();
    // Not connected: the socket's `open` asks. Not seen: becoming visible asks.
    if (hub.socket.state !== 'open' || !this.#visible) return;
    // No grant, or one that was refused: `setGrant` asks.
    if (grantId === null || this.#status.ended === 'grant') return;
    this.#askedAt = performance.now();
    const { role, width } = this.#size.choose();
    const ahead = hub.preloads.take(channelId, grantId, role) ?? hub.kept.take(channelId, grantId, role);
    const { made, ...next } = ahead ?? openPicture({ hub, channelId, grantId, width });
    this.#next = next;
    const failed = (thrown: unknown): void => {
      if (next === this.#next) this.#fail(HubError.from(thrown));
    };
    if (next.picture) this.#arrive(next, next.picture);
    else made.then((picture) => this.#arrive(next, picture), failed);
  }

  #arrive(next: Attempt, picture: Picture): void {
    if (next !== this.#next) {
      picture.close();
      return;
    }
    next.picture = picture;
    // All tiles of a wall are measured before the first of them changes the page: else it is laid out for each anew.
    queueMicrotask(() => {
      if (next.picture === picture && (next === this.#next || picture === this.#picture))
        picture.mount(this.#options.host);
    });
    picture.on('first', (at) => this.#promote(picture, at));
    picture.on('ended', (reason) => this.#lose(picture, reason));
    this.#change({ hasSound: picture.hasSound, poster: this.#picture ? null : picture.poster });
    // The hub answered, so what it says of the channel is the better explanation, unless the way of the media is cut.
    if (this.#status.phase === 'failed' && this.#status.error?.code !== 'local.media') {
      this.#change({ phase: 'connecting', error: null, ended: null });
    }
    this.#flow(picture);
    const now = performance.now();
    // One that was opened ahead moves already, or shows its last frame until the next one comes.
    if (freshness(picture.lastFrameAt, now) === 'fresh') this.#promote(picture, now);
    else picture.await();
  }

  #promote(picture: Picture, at: number): void {
    if (this.#next?.picture !== picture) return;
    this.#next = null;
    this.#picture?.close();
    this.#picture = picture;
    this.#attempt = 0;
    const firstPictureMs = this.#status.firstPictureMs ?? Math.max(0, Math.round(at - this.#options.actAt));
    const { profile } = picture;
    this.#change({ phase: 'live', error: null, ended: null, poster: null, firstPictureMs, profile });
    this.#keepPace(picture);
    this.#options.hub.capacity.told();
  }

  #lose(picture: Picture, reason: PictureEnd): void {
    if (this.#next?.picture !== picture && this.#picture !== picture) return;
    if (reason === 'worker') this.#ask();
    else if (reason === 'camera-changed') this.#later();
    else if (reason !== 'lost') this.#give(reason);
    // `lost`: the frozen frame stays, marked stale by the clock; the socket's `open` asks again.
  }

  #fail(error: HubError): void {
    this.#next = null;
    // The connection went away underneath: its return asks again.
    if (this.#options.hub.socket.state !== 'open') return;
    // Asking again and again would only fill the record with refusals.
    if (wantsGrant(error)) {
      this.#give('grant', error);
      return;
    }
    // With a picture still moving only a change of profile failed: try that again later, and say nothing.
    if (this.#freshness() !== 'fresh') this.#change({ phase: 'failed', error });
    this.#later();
  }

  #give(reason: PictureEnd, error: HubError | null = null): void {
    this.#dropNext();
    this.#picture?.close();
    this.#picture = null;
    this.#change({ phase: 'failed', error, ended: reason, poster: null });
    this.#options.hub.capacity.told();
  }

  #later(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#ask(), backoff(this.#attempt++, RETRY));
  }

  /** Lets the picture flow as wanted. Where that fails the connection does too, and its return asks again. */
  #flow(picture: Picture): void {
    // Its turn may come when it is no more wanted here.
    const resume = async (): Promise<void> => {
      if (this.#visible && (picture === this.#picture || picture === this.#next?.picture))
        await picture.resume(this.#sound);
    };
    this.#options.hub.turns.take(resume).then(
      () => this.#change({ sound: this.#sound && picture.hasSound }),
      (thrown: unknown) => {
        if (!(thrown instanceof HubError)) this.#sound = false;
        this.#change({ sound: false });
      },
    );
  }

  /** A hub that refuses leaves it as it was: then nothing else may be claimed. */
  #keepPace(picture: Picture): void {
    picture.setPace(this.#status.pace).catch(() => {
      if (this.#picture === picture) this.#change({ pace: picture.pace });
    });
  }

  #see(visible: boolean): void {
    this.#visible = visible;
    const picture = this.#picture;
    if (!visible) {
      if (!picture) this.#dropNext();
      else picture.pause().catch(() => undefined);
    } else if (picture && this.#options.hub.socket.state === 'open') {
      this.#askedAt = performance.now();
      this.#flow(picture);
    } else {
      this.#ask();
    }
  }

  #judge(): void {
    const every = this.#status.pace === 'keyframes' ? (this.#picture?.every ?? null) : null;
    if (every !== this.#status.every) this.#change({ every });
    const age = this.#freshness();
    if (age === 'fresh') {
      if (this.#status.phase !== 'live') this.#change({ phase: 'live', error: null, ended: null });
      return;
    }
    if (this.#status.phase === 'live' && age === 'stale') {
      this.#change({ phase: 'stale' });
      // Where the figures cannot be read the connection has just ended, and its return asks again.
      this.#options.hub.receiver.suspect().catch(() => undefined);
    }
    const waitedSince = Math.max(this.#askedAt, this.#picture?.lastFrameAt ?? 0);
    const { hub, channelId } = this.#options;
    if (hub.channels.of(channelId)?.state !== 'live') return;
    const stuck = performance.now() - waitedSince > Math.max(STUCK_MS, 2 * staleAfter(this.#status));
    if (stuck && this.#visible && this.#status.phase !== 'failed') this.#ask();
  }

  #freshness(): ReturnType<typeof freshness> {
    return freshness(this.#picture?.lastFrameAt ?? null, performance.now(), staleAfter(this.#status));
  }

  #dropNext(): void {
    this.#next?.abort.abort();
    this.#next?.picture?.close();
    this.#next = null;
  }

  #change(part: Partial<WatchStatus>): void {
    const since = part.phase && part.phase !== this.#status.phase ? Date.now() : this.#status.since;
    const frameAt = this.#picture?.lastFrameAt;
    const at = frameAt ? Math.round(Date.now() - performance.now() + frameAt) : null;
    const lastPictureAt = at ?? part.poster?.at ?? this.#status.lastPictureAt;
    this.#status = { ...this.#status, lastPictureAt, ...part, since };
    this.emit('change', this.#status);
  }
}
