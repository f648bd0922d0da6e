import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipFiles, keptFolder, mainClip } from '../../../test/fleet/clip.ts';

/** Pictures per second, and length of the loop, s. */
export const FPS = 25;
const SECONDS = 4;
const LOOP = FPS * SECONDS;
/** From keyframe to keyframe of one encoding; there is an encoding with a keyframe at every second picture of it. */
const GOP = 50;
const STEP = 2;
/** The three layers that a site sends: lines, kbit/s. */
const LAYERS = [
  { lines: 180, kilobits: 100 },
  { lines: 360, kilobits: 350 },
  { lines: 720, kilobits: 1000 },
] as const;
const RECIPE = 'meeting-vp8-1';
const IVF_HEADER = 32;
const FRAME_HEADER = 12;

/** One coded picture. */
export interface CodedPicture {
  bytes: Buffer;
  key: boolean;
}

/** One layer: its encodings, each from its first keyframe on. */
export type RecordedLayer = readonly (readonly Buffer[])[];

/** Plays the VP8 of one layer, and gives a keyframe soon after it is asked for one, as an encoder does. */
export class Player {
  readonly #phases: RecordedLayer;
  #phase = 0;

  constructor(phases: RecordedLayer) {
    this.#phases = phases;
  }

  /**
   * Picture `number` (`floor(ms since 1970 * FPS / 1000)`), in step with its burnt-in clock.
   * @param wantsKey goes over to the encoding that has a keyframe here, where there is one
   */
  at(number: number, wantsKey: boolean): CodedPicture {
    const inGop = number % GOP;
    if (wantsKey && inGop % STEP === 0) this.#phase = inGop / STEP;
    const offset = this.#phase * STEP;
    const bytes = this.#phases[this.#phase]?.[(((number - offset) % LOOP) + LOOP) % LOOP];
    if (bytes === undefined) throw new RangeError(`no picture ${number}`);
    return { bytes, key: inGop === offset };
  }
}

/** The layers, the smallest first; encoded on first use, about a minute. */
export async function recordedLayers(): Promise<RecordedLayer[]> {
  const folder = await keptFolder(RECIPE, encode);
  return Promise.all(
    LAYERS.map(async ({ lines }) => {
      const phases = Array.from({ length: GOP / STEP }, async (_, phase) =>
        framesOf(await readFile(join(folder, `${lines}-${phase}.ivf`))),
      );
      return Promise.all(phases);
    }),
  );
}

/** From the fleet's clip with its clock, two rounds of it: each encoding begins at its first keyframe. */
async function encode(folder: string): Promise<void> {
  const clip = mainClip(40, '', { seconds: SECONDS, gopSeconds: SECONDS, phases: 1, bitrate: 3_000_000 });
  const round = await readFile(join(await clipFiles(clip), '0.bin'));
  const twice = join(folder, 'twice.h264');
  await writeFile(twice, Buffer.concat([round, round]));
  for (const { lines, kilobits } of LAYERS) {
    const outputs = Array.from({ length: GOP / STEP }, (_, phase) => [
      ...[
        '-vf',
        `trim=start_frame=${phase * STEP}:end_frame=${phase * STEP + LOOP},setpts=PTS-STARTPTS,scale=-2:${lines}`,
      ],
      ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-threads', '1', '-lag-in-frames', '0'],
      ...['-auto-alt-ref', '0', '-error-resilient', 'default', '-g', '9999', '-qmax', '56'],
      ...['-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits}k`],
      ...['-force_key_frames', `expr:eq(mod(n,${GOP}),0)`, '-f', 'ivf', join(folder, `${lines}-${phase}.ivf`)],
    ]);
    await runFfmpeg(['-f', 'h264', '-framerate', String(FPS), '-i', twice, ...outputs.flat()]);
  }
}

async function runFfmpeg(args: readonly string[]): Promise<void> {
  const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

/** Of an IVF file. @throws Error where keyframes are not where they were asked for */
function framesOf(ivf: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = IVF_HEADER; at < ivf.length;) {
    const length = ivf.readUInt32LE(at);
    frames.push(ivf.subarray(at + FRAME_HEADER, at + FRAME_HEADER + length));
    at += FRAME_HEADER + length;
  }
  const keys = frames.every((frame, index) => isKey(frame) || index % GOP !== 0);
  if (frames.length !== LOOP || !keys) throw new Error(`a recording of ${frames.length} pictures`);
  return frames;
}

function isKey(frame: Buffer): boolean {
  return ((frame[0] ?? 1) & 1) === 0;
}
