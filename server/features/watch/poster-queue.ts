import type { PosterFrame } from '../../../media/index.ts';

/** Pictures that are decoded together at most. */
const BATCH = 32;
/** How long what nobody waits for is collected, ms: a page that is changed leaves a wall of them at once. */
const COLLECT_MS = 1500;

type Decode = (frames: readonly PosterFrame[], signal: AbortSignal) => Promise<(Buffer | null)[]>;

interface Waiting {
  frame: PosterFrame;
  isWanted: () => boolean;
  resolve: (jpeg: Buffer | null) => void;
}

/** Keyframes on their way to JPEG: collected, and decoded in batches, one after another; at once where somebody waits. */
export class PosterQueue {
  readonly #decode: Decode;
  readonly #closing = new AbortController();
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  /** @param decode null for what cannot be decoded; if it throws, there is no picture */
  constructor(decode: Decode) {
    this.#decode = decode;
  }

  /**
   * `jpeg` never rejects: null where there is no picture. `hurry` has it decoded now, and all others with it.
   * @param isWanted asked before it is decoded: what nobody wants any more is left out
   */
  add(frame: PosterFrame, isWanted: () => boolean): { jpeg: Promise<Buffer | null>; hurry: () => void } {
    const { promise: jpeg, resolve } = Promise.withResolvers<Buffer | null>();
    const entry: Waiting = { frame, isWanted, resolve };
    this.#waiting.push(entry);
    this.#timer ??= setTimeout(() => this.#begin(), COLLECT_MS);
    const hurry = (): void => {
      // Those who ask at one moment share a batch.
      if (this.#waiting.includes(entry)) setImmediate(() => this.#begin());
    };
    return { jpeg, hurry };
  }

  /** Resolves when ffmpeg is gone. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#begin();
    await this.#working;
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < waiting.length; from += BATCH) {
      const batch = waiting.slice(from, from + BATCH);
      this.#working = this.#working.then(() => this.#run(batch));
    }
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const wanted = batch.filter(({ isWanted }) => isWanted());
    for (const { resolve } of batch.filter((entry) => !wanted.includes(entry))) resolve(null);
    const { signal } = this.#closing;
    const frames = wanted.map(({ frame }) => frame);
    // It does not throw but where no process can be had: then there is no picture.
    const jpegs = signal.aborted || frames.length === 0 ? [] : await this.#decode(frames, signal).catch(() => []);
    for (const [at, { resolve }] of wanted.entries()) resolve(jpegs[at] ?? null);
  }
}
