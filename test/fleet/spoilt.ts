import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clipFiles, keptFolder, type ClipSpec } from './clip.ts';
import { keyframeOffset } from './encode.ts';
import { packetize, turn, type PacketizedClip } from './packetize.ts';

/** Pictures that flow and show nothing: all black, all of one colour, or one picture for ever. */
export type SpoiltKind = 'black' | 'blank' | 'frozen';

/** Part of the cache's key: to be raised where the arguments below change. */
const RECIPE = 1;
const COLOURS = { black: 'black', blank: '0x5a6f8c' } as const;

/** The kind of picture that a stream's fault makes; null where it makes none. */
export function spoiltKind(stream: string | null): SpoiltKind | null {
  return stream === 'black' || stream === 'blank' || stream === 'frozen' ? stream : null;
}

/** One GOP, keyframe first; takes a tenth of a second, as all but the keyframe is skipped blocks. */
function ffmpegArguments(kind: SpoiltKind, spec: ClipSpec, good: string | null): string[] {
  const { width, height, fps, gopSeconds, codec } = spec;
  const source =
    good !== null
      ? ['-f', codec === 'H265' ? 'hevc' : 'h264', '-framerate', String(fps), '-i', good]
      : ['-f', 'lavfi', '-i', `color=${COLOURS[kind === 'black' ? kind : 'blank']}:s=${width}x${height}:r=${fps}`];
  const still = good !== null ? ['-vf', `select=eq(n\\,0),loop=loop=-1:size=1:start=0,setpts=N/${fps}/TB`] : [];
  const coder =
    codec === 'H265'
      ? ['-c:v', 'libx265', '-x265-params', 'keyint=-1:scenecut=0:bframes=0:slices=1:frame-threads=1:pools=none:log-level=error', '-f', 'hevc'] // prettier-ignore
      : ['-c:v', 'libx264', '-profile:v', spec.profile, '-x264-params', 'keyint=infinite:scenecut=0:slices=1:ref=1:bframes=0', '-f', 'h264']; // prettier-ignore
  const length = ['-frames:v', String(gopSeconds * fps), '-r', String(fps), '-pix_fmt', 'yuv420p', '-threads', '1'];
  return [...source, ...still, ...length, '-preset', 'ultrafast', '-qp', '24', ...coder];
}

async function draw(kind: SpoiltKind, spec: ClipSpec, folder: string): Promise<void> {
  const good = kind === 'frozen' ? join(await clipFiles(spec), '0.bin') : null;
  const args = ['-nostdin', '-loglevel', 'error', ...ffmpegArguments(kind, spec, good), join(folder, '0.bin')];
  await promisify(execFile)('ffmpeg', args);
}

/** By folder; they are small, so they are kept. */
const loaded = new Map<string, Promise<PacketizedClip>>();

async function load(kind: SpoiltKind, spec: ClipSpec): Promise<PacketizedClip> {
  const { width, height, fps, gopSeconds, codec, profile } = spec;
  // Black is black, whatever the clip: all cameras of one size share it.
  const what = kind === 'frozen' ? spec : { width, height, fps, gopSeconds, codec, profile };
  const key = createHash('sha256')
    .update(JSON.stringify([RECIPE, kind, what]))
    .digest('hex')
    .slice(0, 24);
  // Not while a place of the cache is held: two that wait for each other's good clip would wait for ever.
  if (kind === 'frozen') await clipFiles(spec);
  const folder = await keptFolder(key, (target) => draw(kind, spec, target));
  const known = loaded.get(folder);
  if (known) return known;
  const made = readFile(join(folder, '0.bin')).then((data) => packetize(data, spec, true));
  loaded.set(folder, made);
  return made;
}

/**
 * The pictures of a camera that shows nothing, in place of one phase of `spec`; made on first use. Parameter sets
 * stand before each keyframe, as they are others than the good clip's.
 */
export async function openSpoilt(kind: SpoiltKind, spec: ClipSpec, phase: number): Promise<PacketizedClip> {
  return turn(await load(kind, spec), keyframeOffset(spec, phase));
}
