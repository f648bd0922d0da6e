import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { decodeClock, type ClockReading } from './clock.ts';
import type { SimulatedCamera } from './camera.ts';

/** What a program left behind. */
export interface Ended {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Runs a program to its end; for tests of the fleet only, as the URL with its password stands in `ps`. */
export async function run(command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: Buffer.concat(stdout), stderr };
}

/** A stream's URL with its user and password. */
export function openUrl(camera: SimulatedCamera, role: 'main' | 'sub', password = camera.password): string {
  return camera.rtspUrl(role).replace('rtsp://', `rtsp://${camera.username}:${encodeURIComponent(password)}@`);
}

/** ffmpeg's arguments to read a URL; it gives up when nothing comes for 5 s. */
export function input(url: string, transport: 'tcp' | 'udp' = 'tcp'): string[] {
  return ['-v', 'error', '-rtsp_transport', transport, '-timeout', '5000000', '-i', url];
}

/** Streams of a URL as ffprobe sees them, e.g. `h264,Main,1280,720,0,25/1` (0: no B-frames). */
export async function ffprobe(url: string, transport: 'tcp' | 'udp' = 'tcp'): Promise<string[]> {
  const entries = 'stream=codec_name,profile,width,height,has_b_frames,r_frame_rate';
  const args = ['-show_entries', entries, '-of', 'csv=p=0', ...input(url, transport)];
  const { code, stdout, stderr } = await run('ffprobe', args);
  if (code !== 0) throw new Error(stderr);
  return stdout.toString().trim().split('\n');
}

/** Decodes `count` pictures of a stream, 640x360. */
export async function readPictures(
  url: string,
  count: number,
  format: 'rgba' | 'gray',
  transport: 'tcp' | 'udp' = 'tcp',
): Promise<Buffer[]> {
  const scale = ['-an', '-vf', 'scale=640:360', '-fps_mode', 'passthrough', '-frames:v', String(count)];
  const args = [...input(url, transport), ...scale, '-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'];
  const { stdout, stderr } = await run('ffmpeg', ['-nostdin', ...args]);
  const size = 640 * 360 * (format === 'rgba' ? 4 : 1);
  if (stdout.length < size) throw new Error(`no picture: ${stderr}`);
  return Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => stdout.subarray(i * size, (i + 1) * size));
}

/** Decodes `count` pictures of a stream and reads their clocks. */
export async function readClocks(
  url: string,
  count: number,
  transport: 'tcp' | 'udp' = 'tcp',
): Promise<(ClockReading | null)[]> {
  return (await readPictures(url, count, 'rgba', transport)).map((picture) => decodeClock(picture, 640, 360));
}
