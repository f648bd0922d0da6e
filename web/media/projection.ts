import type { types } from 'mediasoup-client';
import type { Parts } from './parts.ts';
import type { Pool } from './pool.ts';

/** A video element as pictures need it: silent, and playing by itself. */
export function makeVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  return video;
}

/** One consumer on a lent video element, and when its frames came. */
export class Projection {
  readonly consumer: types.Consumer;
  readonly video: HTMLVideoElement;
  readonly #pool: Pool<HTMLVideoElement>;
  readonly #retire: (consumer: types.Consumer) => void;
  readonly #onFrame: (at: number) => void;
  #lastFrameAt: number | null = null;
  #gap: number | null = null;
  #callback = 0;
  #closed = false;

  /** @param onFrame told of each frame on the screen, by `performance.now()` */
  constructor(
    { videos, receiver }: Pick<Parts, 'videos' | 'receiver'>,
    consumer: types.Consumer,
    onFrame: (at: number) => void,
  ) {
    this.consumer = consumer;
    this.#pool = videos;
    this.#retire = (retired) => receiver.retire(retired);
    this.#onFrame = onFrame;
    this.video = videos.take();
    this.video.srcObject = new MediaStream([consumer.track]);
    this.#callback = this.video.requestVideoFrameCallback(this.#frame);
  }

  /** `performance.now()` of the last frame shown; null before the first. */
  get lastFrameAt(): number | null {
    return this.#lastFrameAt;
  }

  /** Time between the last two frames, ms; null before the second. */
  get frameGap(): number | null {
    return this.#gap;
  }

  /** Frames that came to the screen too late and were left out, since it began. */
  get framesMissed(): number {
    return this.video.getVideoPlaybackQuality().droppedVideoFrames;
  }

  mount(host: HTMLElement): void {
    host.append(this.video);
    // Another place in the page may have stopped it; a play that is overtaken by the next one needs no answer.
    this.video.play().catch(() => undefined);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.video.cancelVideoFrameCallback(this.#callback);
    this.#retire(this.consumer);
    this.video.srcObject = null;
    this.video.remove();
    this.#pool.give(this.video);
  }

  readonly #frame = (now: DOMHighResTimeStamp): void => {
    if (this.#closed) return;
    this.#gap = this.#lastFrameAt === null ? null : now - this.#lastFrameAt;
    this.#lastFrameAt = now;
    this.#callback = this.video.requestVideoFrameCallback(this.#frame);
    this.#onFrame(now);
  };
}
