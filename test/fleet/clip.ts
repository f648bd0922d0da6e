import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeClip, keyframeOffset, type ClipSpec } from './encode.ts';
import { packetize, turn, type PacketizedClip } from './packetize.ts';
import { SCENES } from './scene.ts';

export type { ClipSpec } from './encode.ts';

/** Clips that are made at the same time; each takes about one core. */
const PARALLEL = 2;
const SOURCES = ['clock.ts', 'painter.ts', 'scenery.ts', 'scene.ts', 'encode.ts'];

/** 1280x720 at 25 pictures/s, 1 Mbit/s. */
export function mainClip(number: number, text: string, change: Partial<ClipSpec> = {}): ClipSpec {
  const size = { width: 1280, height: 720, fps: 25, bitrate: 1_000_000, profile: 'main' as const };
  return complete({ number, text, ...size, ...change }, 5);
}

/** 640x360 at 15 pictures/s, 500 kbit/s, baseline. */
export function subClip(number: number, text: string, change: Partial<ClipSpec> = {}): ClipSpec {
  const size = { width: 640, height: 360, fps: 15, bitrate: 500_000, profile: 'baseline' as const };
  return complete({ number, text, ...size, ...change }, 10);
}

type Sized = Pick<ClipSpec, 'number' | 'text' | 'width' | 'height' | 'fps' | 'bitrate' | 'profile'>;

/** @param mostPhases of a GOP of 2 s: the large pictures take long to encode, so they have fewer */
function complete(given: Sized & Partial<ClipSpec>, mostPhases: number): ClipSpec {
  const gopSeconds = given.gopSeconds ?? 2;
  // A long GOP is what a shared encoder has that nobody can ask for a keyframe: one phase.
  const shared = gopSeconds > 4 || given.bFrames || given.codec === 'H265';
  const phases = given.phases ?? (shared ? 1 : Math.min(mostPhases, gopSeconds * 5));
  return { codec: 'H264', bFrames: false, seconds: 20, ...given, gopSeconds, phases };
}

/** What stands on the picture of clip `number`. */
export function sceneTitle(number: number): string {
  return SCENES[number % SCENES.length]?.title ?? '';
}

/** Where clips are kept, outside of the checkout. */
export function clipFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'qinling-hub', 'clips');
}

const recipe = createHash('sha256');
for (const source of SOURCES) recipe.update(readFileSync(new URL(source, import.meta.url)));
const recipeHash = recipe.digest('hex');

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function runs(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Makes a folder, or waits for another process that does. It appears whole or not at all. */
async function make(target: string, draw: (folder: string) => Promise<void>): Promise<void> {
  const lock = `${target}.lock`;
  while (!(await exists(target))) {
    const handle = await open(lock, 'wx').catch(() => null);
    if (!handle) {
      const owner = Number(await readFile(lock, 'utf8').catch(() => '0'));
      if (owner > 0 && !runs(owner)) await rm(lock, { force: true });
      // No event tells across processes that a folder appeared; making one takes seconds.
      await delay(100);
      continue;
    }
    try {
      await handle.writeFile(String(process.pid));
      const draft = `${target}.${process.pid}.part`;
      await rm(draft, { recursive: true, force: true });
      await mkdir(draft, { recursive: true });
      if (await exists(target)) return;
      await draw(draft);
      await rename(draft, target);
    } finally {
      await handle.close();
      await rm(lock, { force: true });
    }
  }
}

let running = 0;
const waiting: (() => void)[] = [];
const making = new Map<string, Promise<string>>();

/** A folder of the cache, drawn on first use. @param key what is in it: the same key is the same folder */
export function keptFolder(key: string, draw: (folder: string) => Promise<void>): Promise<string> {
  const known = making.get(key);
  if (known) return known;
  const made = (async () => {
    const target = join(clipFolder(), key);
    if (await exists(target)) return target;
    if (running >= PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      await mkdir(clipFolder(), { recursive: true });
      await make(target, draw);
    } finally {
      running--;
      waiting.shift()?.();
    }
    return target;
  })();
  making.set(key, made);
  made.catch(() => making.delete(key));
  return made;
}

/** The folder of a clip (`0.bin`, `1.bin`, ... in Annex B, one per phase); made on first use, some seconds. */
export function clipFiles(spec: ClipSpec): Promise<string> {
  const key = createHash('sha256').update(recipeHash).update(JSON.stringify(spec)).digest('hex').slice(0, 24);
  return keptFolder(key, (folder) => encodeClip(spec, folder));
}

/** A hundred looks a second would otherwise load the same clips again and again: the last ones used stay, bytes. */
const MOST_RECENT = 128 << 20;

class RecentClips {
  readonly #clips = new Map<string, { clip: PacketizedClip; bytes: number }>();
  #bytes = 0;

  use(key: string, clip: PacketizedClip): void {
    const known = this.#clips.get(key);
    const bytes = known?.bytes ?? clip.frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
    if (known) this.#clips.delete(key);
    else this.#bytes += bytes;
    this.#clips.set(key, { clip, bytes });
    for (const [oldest, entry] of this.#clips) {
      if (this.#bytes <= MOST_RECENT) return;
      this.#clips.delete(oldest);
      this.#bytes -= entry.bytes;
    }
  }
}

const recent = new RecentClips();
const loaded = new Map<string, WeakRef<PacketizedClip>>();
const loading = new Map<string, Promise<PacketizedClip>>();

/**
 * One phase of a clip, cut into RTP packets; shared by everything in the process that plays it, and let go some time
 * after nothing does.
 * @param inBand whether parameter sets go before each keyframe
 */
export async function openClip(spec: ClipSpec, phase: number, inBand: boolean): Promise<PacketizedClip> {
  const folder = await clipFiles(spec);
  const key = `${folder}/${phase}/${inBand}`;
  const shared = loaded.get(key)?.deref();
  if (shared) {
    recent.use(key, shared);
    return shared;
  }
  const pending = loading.get(key);
  if (pending) return pending;
  const load = (async () => {
    const begun = packetize(await readFile(join(folder, `${phase}.bin`)), spec, inBand);
    const clip = turn(begun, keyframeOffset(spec, phase));
    loaded.set(key, new WeakRef(clip));
    recent.use(key, clip);
    return clip;
  })();
  loading.set(key, load);
  try {
    return await load;
  } finally {
    loading.delete(key);
  }
}
