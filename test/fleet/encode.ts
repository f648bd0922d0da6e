import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clockCells } from './clock.ts';
import { colour, Painter, type Point } from './painter.ts';
import { SCENES } from './scene.ts';

/** What a clip is encoded as. Two clips with the same specification are the same files. */
export interface ClipSpec {
  /** Burnt into the clock, and chooses the scene; 0-1023. */
  number: number;
  /** Stands top left in the picture, as on a real camera; left out where there is no CJK font. */
  text: string;
  /** px; multiples of 80 wide, 16:9. */
  width: number;
  height: number;
  fps: number;
  /** bit/s */
  bitrate: number;
  codec: 'H264' | 'H265';
  /** H.264 profile. */
  profile: 'baseline' | 'main' | 'high';
  /** Two B-frames between references, in presentation order I b b P. */
  bFrames: boolean;
  gopSeconds: number;
  /** How many encodings there are, with their keyframes spread evenly over the GOP. */
  phases: number;
  /** Length of the loop, s: a multiple of gopSeconds. */
  seconds: number;
  /** What the camera hides: polygons on the painter's stage, drawn black over all else. */
  masks?: readonly (readonly Point[])[];
}

const FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const BLACK = colour('#000000');
const WHITE = colour('#ffffff');

/** Runs ffmpeg, feeding it `chunks`. @throws Error with ffmpeg's last words where it fails. */
async function runFfmpeg(args: string[], chunks: Iterable<Uint8Array>): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  let words = '';
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stderr.on('data', (data: Buffer) => (words = (words + data.toString()).slice(-2000)));
  // A broken pipe means that ffmpeg ended early; its exit code and last words say why.
  child.stdin.on('error', () => child.stdin.destroy());
  const closed = once(child, 'close');
  for (const chunk of chunks) {
    if (child.stdin.destroyed) break;
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, 'drain'), closed]);
  }
  child.stdin.end();
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${words}`);
  return Buffer.concat(output);
}

function rawInput(width: number, height: number, fps: number): string[] {
  return ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', String(fps), '-i', 'pipe:0'];
}

/** The scene's still part with the place's name on it. The name is the same in every picture, so it is drawn once. */
async function drawBackground(spec: ClipSpec): Promise<Uint8Array> {
  const scene = SCENES[spec.number % SCENES.length];
  if (!scene) throw new RangeError(`no scene for clip ${spec.number}`);
  const large = new Painter(spec.width * 2, spec.height * 2);
  scene.background(large);
  const still = large.halved().data;
  if (!spec.text || !existsSync(FONT)) return still;
  const size = Math.round(spec.height / 20);
  const text = spec.text.replace(/[^\p{L}\p{N} ·-]/gu, '');
  const style = `fontsize=${size}:fontcolor=white:borderw=${Math.max(1, Math.round(size / 14))}:bordercolor=black@0.7`;
  const draw = `drawtext=fontfile=${FONT}:text='${text}':x=${size}:y=${size * 0.8}:${style}`;
  const args = [
    ...rawInput(spec.width, spec.height, 1),
    '-vf',
    draw,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    'pipe:1',
  ];
  return runFfmpeg(args, [still]);
}

/** Pictures of the loop, and `more` of its next round. One buffer each: ffmpeg has read it when `write` drained. */
function* pictures(spec: ClipSpec, still: Uint8Array, more: number): Generator<Uint8Array> {
  const scene = SCENES[spec.number % SCENES.length];
  const frames = spec.fps * spec.seconds;
  for (let count = 0; count < frames + more; count++) {
    const frame = count % frames;
    const p = new Painter(spec.width, spec.height, Uint8Array.from(still));
    scene?.actors(p, frame / frames);
    const clock = clockCells({ clip: spec.number, frame, fps: spec.fps, loopSeconds: spec.seconds }, 1280, 720);
    for (const cell of clock) p.rect(cell.x, cell.y, cell.width, cell.height, cell.white ? WHITE : BLACK);
    for (const mask of spec.masks ?? []) p.polygon(mask, BLACK);
    yield p.data;
  }
}

function codecArguments(spec: ClipSpec): string[] {
  const kilobits = Math.round(spec.bitrate / 1000);
  const rate = ['-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits}k`, '-threads', '1'];
  if (spec.codec === 'H265') {
    const x265 = 'keyint=-1:scenecut=0:bframes=0:repeat-headers=1:slices=1:frame-threads=1:pools=none:log-level=error';
    return ['-c:v', 'libx265', '-preset', 'ultrafast', ...rate, '-x265-params', x265, '-f', 'hevc'];
  }
  const b = spec.bFrames ? 'bframes=2:b-adapt=0:b-pyramid=none' : 'bframes=0';
  const profile = spec.bFrames ? 'high' : spec.profile;
  // The preset has no CABAC, and without it x264 calls main profile baseline.
  const cabac = profile === 'baseline' ? 0 : 1;
  const x264 = `keyint=infinite:scenecut=0:slices=1:ref=1:cabac=${cabac}:${b}`;
  return [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-profile:v',
    profile,
    ...rate,
    '-x264-params',
    x264,
    '-f',
    'h264',
  ];
}

/** The frame at which the keyframes of a phase stand in the GOP. */
export function keyframeOffset(spec: ClipSpec, phase: number): number {
  return Math.round((phase * spec.gopSeconds * spec.fps) / spec.phases);
}

/**
 * Draws the clip once and encodes all its phases in one go into `directory`, as Annex B `0.bin`, `1.bin`, ... Each begins
 * with its own first keyframe, so that the loop has none at its seam.
 */
export async function encodeClip(spec: ClipSpec, directory: string): Promise<void> {
  const still = await drawBackground(spec);
  const gop = spec.gopSeconds * spec.fps;
  const frames = spec.seconds * spec.fps;
  const offsets = Array.from({ length: spec.phases }, (_, phase) => keyframeOffset(spec, phase));
  const outputs = offsets.map((offset, phase) => [
    ...['-map', '0:v'],
    ...['-vf', `trim=start_frame=${offset}:end_frame=${offset + frames},setpts=PTS-STARTPTS`],
    ...codecArguments(spec),
    ...['-forced-idr', '1', '-force_key_frames', `expr:eq(mod(n,${gop}),0)`],
    join(directory, `${phase}.bin`),
  ]);
  const input = rawInput(spec.width, spec.height, spec.fps);
  await runFfmpeg([...input, ...outputs.flat()], pictures(spec, still, Math.max(...offsets)));
}
