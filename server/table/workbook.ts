import { inflateRawSync } from 'node:zlib';
import { type CellValue, readSheet } from 'read-excel-file/universal';
import { TableProblem, tableProblems } from './problem.ts';

/** What a workbook may come to when it is unpacked, bytes: 20,000 rows are some 15 MB. */
const MAX_UNPACKED = 100_000_000;

// APPNOTE.TXT of PKWARE: 4.3.16 end of central directory, 4.3.12 its entries, 4.3.7 local headers.
const END = 0x06054b50;
const END_SIZE = 22;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const DEFLATED = 8;

/** Rows of the first sheet, as text. @throws TableProblem */
export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  checkSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let rows: (CellValue | null)[][];
  try {
    rows = await readSheet(new Blob([bytes]));
  } catch (error) {
    throw new TableProblem(tableProblems.workbook, 0, { cause: error });
  }
  return rows.map((row) => row.map(toText));
}

function toText(value: CellValue | null): string {
  if (value instanceof Date) return value.toISOString();
  return value === null ? '' : String(value);
}

/** A small file can unpack to gigabytes: it is unpacked here first, entry by entry, and never beyond the limit. */
function checkSize(file: Buffer): void {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + END_SIZE > file.length || file.readUInt32LE(end) !== END) throw damaged();
  let left = MAX_UNPACKED;
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0; count--) {
    if (at + ENTRY_SIZE > file.length || file.readUInt32LE(at) !== ENTRY) throw damaged();
    left -= unpackedSize(file, at, left);
    at += ENTRY_SIZE + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function unpackedSize(file: Buffer, entry: number, limit: number): number {
  const packed = file.readUInt32LE(entry + 20);
  if (file.readUInt16LE(entry + 10) !== DEFLATED) return packed;
  const local = file.readUInt32LE(entry + 42);
  if (local + LOCAL_SIZE > file.length) throw damaged();
  const start = local + LOCAL_SIZE + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  try {
    return inflateRawSync(file.subarray(start, start + packed), { maxOutputLength: Math.max(limit, 1) }).length;
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? new TableProblem(tableProblems.tooLarge) : damaged();
  }
}

function damaged(): TableProblem {
  return new TableProblem(tableProblems.workbook);
}
