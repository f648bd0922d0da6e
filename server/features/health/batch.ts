import type { Keyframe, Thumbnail } from '../../../media/index.ts';
import type { Pace } from './pace.ts';

type Decode = (frames: readonly Keyframe[]) => Promise<(Thumbnail | null)[]>;

interface Waiting {
  frame: Keyframe;
  resolve: (thumbnail: Thumbnail | null) => void;
  reject: (error: unknown) => void;
}

/** Time in which an urgent keyframe is joined by others, ms. */
const URGENT = 100;

/** Keyframes wait for each other, for starting the decoder costs as much as decoding dozens. */
export class Batch {
  readonly #decode: Decode;
  readonly #pace: Pick<Pace, 'batch' | 'batchMs'>;
  readonly #running = new Set<Promise<void>>();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the timer rings. */
  #at = Infinity;

  constructor(decode: Decode, pace: Pick<Pace, 'batch' | 'batchMs'>) {
    this.#decode = decode;
    this.#pace = pace;
  }

  /** Of the frame; null where it cannot be decoded. @throws what the decoder throws */
  decode(frame: Keyframe, isUrgent: boolean): Promise<Thumbnail | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, resolve, reject });
      if (this.#waiting.length >= this.#pace.batch) this.#begin();
      else this.#ringIn(isUrgent ? URGENT : this.#pace.batchMs);
    });
  }

  /** Decodes what is left, and resolves when it is done. */
  async close(): Promise<void> {
    if (this.#waiting.length > 0) this.#begin();
    await Promise.all(this.#running);
  }

  #ringIn(ms: number): void {
    const at = Date.now() + ms;
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    this.#timer = setTimeout(() => this.#begin(), ms);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
    const batch = this.#waiting;
    this.#waiting = [];
    const running = this.#decode(batch.map(({ frame }) => frame))
      .then(
        (thumbnails) => batch.forEach(({ resolve }, index) => resolve(thumbnails[index] ?? null)),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      )
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
