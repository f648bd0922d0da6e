import { decodeKeyframes, type FfmpegConfig, judgePicture, type Keyframe } from '../../../media/index.ts';
import type { TestPicture } from '../../contract/camera.ts';

/** Pictures that are decoded together: starting ffmpeg costs far more than a picture does. */
const BATCH = 64;
/** How long the first of a batch waits for others, ms. */
const WAIT_MS = 500;

interface Waiting {
  frame: Keyframe;
  size: Pick<TestPicture, 'width' | 'height'>;
  resolve: (picture: TestPicture) => void;
  reject: (error: unknown) => void;
}

/** Judges the first picture of cameras: decoded in batches, so that thousands can be registered in a minute. */
export class TestPictures {
  readonly #ffmpeg: FfmpegConfig;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** One batch at a time: they would only take the cores from each other. */
  #decoding: Promise<void> = Promise.resolve();

  constructor(ffmpeg: FfmpegConfig) {
    this.#ffmpeg = ffmpeg;
  }

  /** What a keyframe of this size, px, shows. */
  judge(frame: Keyframe, size: Waiting['size']): Promise<TestPicture> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, size, resolve, reject });
      if (this.#waiting.length >= BATCH) this.#begin();
      else this.#timer ??= setTimeout(() => this.#begin(), WAIT_MS);
    });
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#decoding = this.#decoding.then(() => this.#decode(batch));
  }

  async #decode(batch: readonly Waiting[]): Promise<void> {
    try {
      const pictures = await decodeKeyframes(
        batch.map(({ frame }) => frame),
        this.#ffmpeg,
      );
      for (const [index, { size, resolve }] of batch.entries()) {
        const picture = pictures[index] ?? null;
        const at = Date.now();
        if (picture === null) resolve({ at, width: 0, height: 0, brightness: 0, cause: 'codec' });
        else resolve({ at, ...size, brightness: meanOf(picture.luma), cause: judgePicture(picture) });
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function meanOf(luma: Uint8Array): number {
  return Math.round(luma.reduce((sum, value) => sum + value, 0) / luma.length);
}
