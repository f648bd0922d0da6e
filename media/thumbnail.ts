import { Child } from './child.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { keyframesInvocation } from './ffmpeg.ts';
import { ivf } from './ivf.ts';

/** A picture scaled to a few pixels, of which only the brightness is kept (0 black, 255 white), row by row. */
export interface Thumbnail {
  width: number;
  height: number;
  luma: Uint8Array;
}

/** A keyframe with its parameter sets, Annex B. */
export interface Keyframe {
  codec: 'H264' | 'H265';
  data: Buffer;
}

const THUMBNAIL_WIDTH = 64;
const THUMBNAIL_HEIGHT = 36;
const BYTES = THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT;
/** Time for a batch, and for each of its pictures, ms. */
const BATCH_MS = 5000;
const PICTURE_MS = 500;
/** Most starts of ffmpeg for one batch, however many of its pictures are poison. */
const MOST_RUNS = 16;

/**
 * Decodes many keyframes in one ffmpeg per codec: starting it costs far more than a picture does. null where a keyframe
 * cannot be decoded; one that makes ffmpeg crash or hang spoils no other. Also null for all that is left when aborted.
 */
export async function decodeKeyframes(
  frames: readonly Keyframe[],
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<(Thumbnail | null)[]> {
  const results: (Thumbnail | null)[] = frames.map(() => null);
  for (const codec of ['H264', 'H265'] as const) {
    const batch = frames.flatMap((frame, index) => (frame.codec === codec ? [{ data: frame.data, index }] : []));
    await new Decoding({ codec, results, config, signal }).decode(batch);
  }
  return results;
}

interface Numbered {
  data: Buffer;
  /** Place among the results. */
  index: number;
}

interface DecodingParts {
  codec: Keyframe['codec'];
  /** Filled in. */
  results: (Thumbnail | null)[];
  config: FfmpegConfig;
  signal: AbortSignal | undefined;
}

/** The keyframes of one codec. */
class Decoding {
  readonly #parts: DecodingParts;
  #runs = MOST_RUNS;

  constructor(parts: DecodingParts) {
    this.#parts = parts;
  }

  async decode(batch: readonly Numbered[]): Promise<void> {
    const { results, signal } = this.#parts;
    if (batch.length === 0 || signal?.aborted === true || this.#runs-- <= 0) return;
    if ((await this.#run(batch)) || batch.length === 1) return;
    // It crashed or hung: the culprit is found by halves of what is left.
    const left = batch.filter(({ index }) => results[index] === null);
    const middle = Math.ceil(left.length / 2);
    await this.decode(left.slice(0, middle));
    await this.decode(left.slice(middle));
  }

  /** Fills in what could be decoded. Returns whether ffmpeg came to the end of the batch. */
  async #run(batch: readonly Numbered[]): Promise<boolean> {
    const { codec, config, signal, results } = this.#parts;
    const child = new Child(config.ffmpeg, keyframesInvocation(codec, ivf(batch.map(({ data }) => data))));
    const output: Buffer[] = [];
    let words = '';
    child.on('stdout', (chunk) => output.push(chunk));
    child.on('stderr', (chunk) => (words += chunk.toString('latin1')));
    const stop = (): void => void child.close();
    const timer = setTimeout(stop, BATCH_MS + PICTURE_MS * batch.length);
    signal?.addEventListener('abort', stop, { once: true });
    const { code } = await child.ended();
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    const pictures = Buffer.concat(output);
    // The `showinfo` filter tells which pictures these are, in their order.
    const numbers = [...words.matchAll(/\] n: *\d+ pts: *(\d+) /g)].map(([, pts]) => batch[Number(pts)]?.index);
    for (const [at, index] of numbers.entries()) {
      const luma = pictures.subarray(at * BYTES, (at + 1) * BYTES);
      if (index === undefined || luma.length < BYTES) continue;
      results[index] = { width: THUMBNAIL_WIDTH, height: THUMBNAIL_HEIGHT, luma: Uint8Array.from(luma) };
    }
    return code === 0;
  }
}
