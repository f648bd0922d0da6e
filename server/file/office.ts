import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-at.ts';

/** End of a zip's directory (APPNOTE 4.3.16): its length without the comment, and with the longest, bytes. */
const END = 22;
const LONGEST_END = END + 0xffff;
/** The largest directory that is read, bytes: that of a presentation with ten thousand parts. */
const LARGEST_DIRECTORY = 2 * 1024 * 1024;

const FILE_SIGNATURE = 0x04034b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;

const TYPES = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
] as const;

/**
 * Which document of Office Open XML a file is; null: none, or one with macros. By the zip's directory, which is what programs
 * go by: which part comes first differs from one office to the next.
 */
export async function officeType(file: FileHandle, size: number): Promise<string | null> {
  const names = await namesIn(file, size);
  if (!names.has('[content_types].xml') || [...names].some((name) => name.endsWith('vbaproject.bin'))) return null;
  const found = TYPES.filter(([part]) => names.has(part));
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

/** Of all entries, in small letters; none where it is no zip from its first byte to its last. */
async function namesIn(file: FileHandle, size: number): Promise<Set<string>> {
  const names = new Set<string>();
  const head = await readAt(file, 0, 4);
  if (size < END || head.readUInt32LE() !== FILE_SIGNATURE) return names;
  const tail = await readAt(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  const end = findEnd(tail);
  if (end === null) return names;
  const [length, offset] = [end.readUInt32LE(12), end.readUInt32LE(16)];
  if (length > LARGEST_DIRECTORY || offset + length > size) return names;
  const directory = await readAt(file, offset, length);
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY_SIGNATURE;) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.add(directory.toString('utf8', at + 46, at + 46 + nameLength).toLowerCase());
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

/** The last record whose comment goes exactly to the end of the file. */
function findEnd(tail: Buffer): Buffer | null {
  for (let at = tail.length - END; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END + tail.readUInt16LE(at + 20) === tail.length) {
      return tail.subarray(at);
    }
  }
  return null;
}
