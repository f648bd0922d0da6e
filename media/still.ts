import { unitsOf } from './bitstream/annex-b.ts';
import * as h264 from './bitstream/h264.ts';
import * as h265 from './bitstream/h265.ts';
import { Child } from './child.ts';
import type { FfmpegConfig } from './ffmpeg-config.ts';
import { stillsInvocation } from './ffmpeg.ts';
import { ivf } from './ivf.ts';
import type { Keyframe } from './thumbnail.ts';

/** For one run, ms, and for each picture of it. */
const RUN_MS = 5000;
const PICTURE_MS = 1000;
const ALONE_QUALITY = 3;
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** What one run of ffmpeg makes of keyframes. */
export interface Stills {
  codec: Keyframe['codec'];
  /** All of one size. */
  frames: readonly Buffer[];
  /** Of ffmpeg, done with each picture. */
  filters: readonly string[];
  /** Of the JPEG: 2 (best) to 31. */
  quality: number;
  /** Where ffmpeg runs: filters may name files there. */
  folder?: string;
}

/** Size of a keyframe, px, by its own parameter sets; null where they cannot be read. */
export function sizeOf({ codec, data }: Keyframe): { width: number; height: number } | null {
  const { isSps, readSps } = codec === 'H264' ? h264 : h265;
  const sps = unitsOf(data).find(isSps);
  const format = sps === undefined ? null : readSps(sps);
  return format && { width: format.width, height: format.height };
}

/** Decodes keyframes to JPEGs in one ffmpeg; null where one could not be decoded. `words`: what ffmpeg said. */
export async function decodeStills(
  { codec, frames, filters, quality, folder }: Stills,
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<{ pictures: (Buffer | null)[]; words: string }> {
  const child = new Child(config.ffmpeg, stillsInvocation(codec, ivf(frames), filters, quality), folder);
  const output: Buffer[] = [];
  let words = '';
  child.on('stdout', (chunk) => output.push(chunk));
  child.on('stderr', (chunk) => (words += chunk.toString('latin1')));
  const stop = (): void => void child.close();
  const timer = setTimeout(stop, RUN_MS + PICTURE_MS * frames.length);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  await child.ended();
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  const pictures: (Buffer | null)[] = frames.map(() => null);
  const jpegs = split(Buffer.concat(output));
  // The `showinfo` filter tells which pictures these are, in their order.
  for (const [at, [, place]] of [...words.matchAll(/\] n: *\d+ pts: *(\d+) /g)].entries()) {
    pictures[Number(place)] = jpegs[at] ?? null;
  }
  return { pictures, words };
}

/** A keyframe as a JPEG in its full size; null where it cannot be decoded. */
export async function decodeStill(
  { codec, data }: Keyframe,
  config: FfmpegConfig,
  signal?: AbortSignal,
): Promise<Buffer | null> {
  const { pictures } = await decodeStills(
    { codec, frames: [data], filters: [], quality: ALONE_QUALITY },
    config,
    signal,
  );
  signal?.throwIfAborted();
  return pictures[0] ?? null;
}

/** JPEGs that follow one another. What is coded never holds the mark of an end. */
function split(output: Buffer): Buffer[] {
  const jpegs: Buffer[] = [];
  let from = 0;
  for (let end = output.indexOf(JPEG_END); end !== -1; end = output.indexOf(JPEG_END, from)) {
    jpegs.push(output.subarray(from, end + JPEG_END.length));
    from = end + JPEG_END.length;
  }
  return jpegs;
}
