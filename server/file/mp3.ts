import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at.ts';

/** Of Layer III in kbit/s, by the four bits of a header; MPEG 1, then MPEG 2 and 2.5 (ISO 11172-3 and 13818-3, 2.4.2.3). */
const BIT_RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
] as const;
/** Hz; MPEG 2 has half of it, MPEG 2.5 a quarter. */
const SAMPLE_RATES = [44_100, 48_000, 32_000, 0] as const;
/** So many frames in a row: two could be by chance. */
const FRAMES = 3;

/** Whether it begins with frames of MP3, after a tag (ID3v2) or at once. A voice note of less than three frames is none. */
export async function isMp3(file: FileHandle, size: number): Promise<boolean> {
  let at = await tagLength(file);
  for (let frame = 0; frame < FRAMES; frame++) {
    const length = frameLength(await readAt(file, at, 4));
    if (length === 0 || at + length > size) return false;
    at += length;
  }
  return true;
}

/** ID3v2.4, 3.1: ten bytes, and a length of four times seven bits. */
async function tagLength(file: FileHandle): Promise<number> {
  const head = await readAt(file, 0, 10);
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  return head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0) + 10;
}

/** Of the frame with this header, bytes; 0: there is none. */
function frameLength(header: Buffer): number {
  if (header.length < 4) return 0;
  const word = header.readUInt32BE();
  const version = (word >>> 19) & 3;
  const isLayer3 = ((word >>> 17) & 3) === 1;
  if (word >>> 21 !== 0x7ff || version === 1 || !isLayer3) return 0;
  const isFirst = version === 3;
  const bitRate = BIT_RATES[isFirst ? 0 : 1][(word >>> 12) & 15] ?? 0;
  const sampleRate = (SAMPLE_RATES[(word >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (bitRate === 0 || sampleRate === 0) return 0;
  return Math.floor(((isFirst ? 144_000 : 72_000) * bitRate) / sampleRate) + ((word >>> 9) & 1);
}
