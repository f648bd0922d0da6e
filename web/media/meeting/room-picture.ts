import type { types } from 'mediasoup-client';
import { backoff } from '../backoff.ts';
import { makeVideo } from '../projection.ts';
import { watchVisibility } from '../visibility.ts';
import type { Seat } from './seat.ts';

/** A tile that is being resized is asked for again only when it has come to rest, ms. */
const RESIZE_MS = 300;
/** What has changed meanwhile is looked at again after this time, ms. */
const AGAIN_MS = 600;
/** What could not be opened is tried again, ever more seldom: a wall of such tiles must not flood the hub. */
const RETRY = { first: 600, most: 3_000 };
/** Contract, device px. */
const MOST_WIDTH = 16_384;

/** What a picture needs of its room. */
export interface PictureRoom {
  /** Null while the connection is lost. */
  readonly seat: Seat | null;
  readonly audioOnly: boolean;
  /** The seat, or whether pictures are wanted at all, has changed. */
  onMedia: (changed: () => void) => () => void;
}

export interface RoomPictureOptions {
  room: PictureRoom;
  /** Participant, or camera of the county. */
  id: string;
  source: 'camera' | 'screen';
  host: HTMLElement;
  /** The first frame is on the screen. */
  shown: () => void;
}

/**
 * Keeps one picture of the room in its tile: in the layer for the tile's width, paused while nobody sees it, asked for again
 * when it was lost. The last frame stays until the next is there.
 */
export class RoomPicture {
  readonly #options: RoomPictureOptions;
  readonly #video = makeVideo();
  readonly #off: (() => void)[];
  readonly #sizes: ResizeObserver;
  #visible = true;
  #consumer: types.Consumer | null = null;
  #seat: Seat | null = null;
  #told = -1;
  #busy = false;
  #failures = 0;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomPictureOptions) {
    this.#options = options;
    options.host.append(this.#video);
    // A browser pauses what is moved in the document.
    this.#video.addEventListener('pause', () => void this.#video.play().catch(() => undefined));
    this.#video.requestVideoFrameCallback(() => options.shown());
    this.#sizes = new ResizeObserver(() => this.#later(RESIZE_MS));
    this.#sizes.observe(options.host);
    this.#off = [
      options.room.onMedia(() => this.#judge()),
      watchVisibility(options.host, (visible) => {
        this.#visible = visible;
        this.#judge();
      }),
    ];
    this.#judge();
  }

  /** Takes it off the screen. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#sizes.disconnect();
    for (const off of this.#off) off();
    this.#video.remove();
    this.#video.srcObject = null;
    this.#drop();
  }

  /** Device px; 0: it is not seen. */
  #width(): number {
    const { host, room } = this.#options;
    if (!this.#visible || room.audioOnly) return 0;
    return Math.min(MOST_WIDTH, Math.round(host.clientWidth * devicePixelRatio));
  }

  #judge(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#busy) return;
    this.#busy = true;
    this.#fit()
      .then(() => {
        this.#failures = 0;
      })
      // Whoever it is of has just left, or the connection is being lost: both are told by other ways. Or it ended before we
      // had it, of which nobody tells any more: the next try asks for a new one.
      .catch(() => {
        this.#failures++;
        this.#drop();
      })
      .finally(() => {
        this.#busy = false;
        if (this.#isClosed()) this.#drop();
        else if (this.#options.room.seat !== this.#seat) this.#later(AGAIN_MS);
        else if (this.#failures > 0) this.#later(backoff(this.#failures - 1, RETRY));
        else if (this.#told !== this.#width()) this.#later(AGAIN_MS);
      });
  }

  /** Brings what is asked of the hub in line with the tile. */
  async #fit(): Promise<void> {
    const { room, id, source } = this.#options;
    if (room.seat !== this.#seat) this.#drop();
    const width = this.#width();
    const seat = (this.#seat = room.seat);
    if (!seat || seat.closed) {
      this.#told = width;
      return;
    }
    if (!this.#consumer) {
      if (width === 0) {
        this.#told = 0;
        return;
      }
      const consumer = await seat.consume(id, source, width);
      this.#consumer = consumer;
      consumer.observer.once('close', () => this.#gone(consumer));
      if (this.#isClosed()) return;
      this.#video.srcObject = new MediaStream([consumer.track]);
      this.#told = -1;
    }
    if (width === this.#told) return;
    await seat.show(this.#consumer, width);
    this.#told = width;
  }

  #gone(consumer: types.Consumer): void {
    if (this.#consumer !== consumer) return;
    this.#consumer = null;
    this.#told = -1;
    if (!this.#closed) this.#later(AGAIN_MS);
  }

  #drop(): void {
    const consumer = this.#consumer;
    this.#consumer = null;
    this.#told = -1;
    if (consumer && this.#seat && !this.#seat.closed) this.#seat.drop(consumer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => this.#judge(), ms);
  }

  /** Asked anew after a wait: it may have been closed meanwhile. */
  #isClosed(): boolean {
    return this.#closed;
  }
}
