import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startsKeyframe } from '../../media/rtp.ts';
import type { Viewer } from './relay-rig.ts';

const START_CODE = Buffer.from([0, 0, 0, 1]);
const [STAP_A, FU_A] = [24, 28];

/** A decoded picture. */
export class Picture {
  readonly width: number;
  readonly height: number;
  /** Luma, one byte a pixel. */
  readonly #luma: Buffer;

  constructor(width: number, height: number, luma: Buffer) {
    this.width = width;
    this.height = height;
    this.#luma = luma;
  }

  /** The brightest pixel in a rectangle, given in parts of the picture and drawn in by 4 px against the coder's blur. */
  brightest(left: number, top: number, right: number, bottom: number): number {
    let most = 0;
    for (let y = Math.ceil(top * this.height) + 4; y < bottom * this.height - 4; y++) {
      for (let x = Math.ceil(left * this.width) + 4; x < right * this.width - 4; x++) {
        most = Math.max(most, this.#luma[y * this.width + x] ?? 0);
      }
    }
    return most;
  }
}

/** Waits for the viewer's next whole keyframe and decodes it. */
export async function nextPicture(viewer: Viewer, width: number, height: number): Promise<Picture> {
  const packets = await new Promise<Buffer[]>((resolve) => {
    let collected: Buffer[] = [];
    viewer.onPacket = (packet) => {
      const [first] = collected;
      // The keyframe is over when the next picture begins; one that was joined in its midst is not whole.
      if (first && packet.readUInt32BE(4) !== first.readUInt32BE(4)) {
        if (isWhole(collected)) {
          viewer.onPacket = null;
          resolve(collected);
          return;
        }
        collected = [];
      }
      if (collected.length > 0 || startsKeyframe(packet)) collected.push(Buffer.from(packet));
    };
  });
  const luma = await decode(packets.flatMap(units), ['-f', 'h264', '-i', 'pipe:0']);
  return new Picture(width, height, luma.subarray(0, width * height));
}

/** Whether no packet is missing, and the last one ends the picture (RFC 6184: marker bit). */
function isWhole(packets: Buffer[]): boolean {
  const numbers = packets.map((packet) => packet.readUInt16BE(2));
  const gapless = numbers.every((number, index) => number === ((numbers[0] ?? 0) + index) % 65_536);
  return gapless && ((packets.at(-1)?.[1] ?? 0) & 0x80) !== 0;
}

/** Decodes a JPEG. */
export async function readJpeg(jpeg: Buffer, width: number, height: number): Promise<Picture> {
  const luma = await decode([jpeg], ['-f', 'mjpeg', '-i', 'pipe:0']);
  return new Picture(width, height, luma.subarray(0, width * height));
}

/** NAL units of one RTP packet (RFC 6184), in Annex B. */
function units(packet: Buffer): Buffer[] {
  const payload = packet.subarray(12 + 4 * ((packet[0] ?? 0) & 15) + extension(packet));
  const [header = 0, fragment = 0] = payload;
  if ((header & 31) === FU_A) {
    const body = payload.subarray(2);
    return fragment & 0x80 ? [START_CODE, Buffer.from([(header & 0xe0) | (fragment & 31)]), body] : [body];
  }
  if ((header & 31) !== STAP_A) return [START_CODE, payload];
  const found: Buffer[] = [];
  for (let at = 1; at + 2 < payload.length;) {
    const length = payload.readUInt16BE(at);
    found.push(START_CODE, payload.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}

/** Bytes of the header extension. */
function extension(packet: Buffer): number {
  if (((packet[0] ?? 0) & 0x10) === 0) return 0;
  return 4 + 4 * packet.readUInt16BE(12 + 4 * ((packet[0] ?? 0) & 15) + 2);
}

async function decode(chunks: Buffer[], input: string[]): Promise<Buffer> {
  const args = ['-hide_banner', '-loglevel', 'error', ...input, '-frames:v', '1'];
  const child = spawn('ffmpeg', [...args, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => output.push(data));
  child.stdin.end(Buffer.concat(chunks));
  await once(child, 'close');
  return Buffer.concat(output);
}
