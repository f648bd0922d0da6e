import type { FileHandle } from 'node:fs/promises';
import { isMp3 } from './mp3.ts';
import { officeType } from './office.ts';
import { readAt } from './read-at.ts';
import { isText } from './text-file.ts';

/** How much is looked at of the beginning and of the end, bytes. */
const LOOK = 4096;

/** Types that are taken, with the endings of a name that go with them. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'video/mp4': ['mp4'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
};

/** Brands of MP4 that phones, cameras and meeting rooms write (ISO 14496-12, 4.3; mp4ra.org). */
const MP4 = /^(iso[m2-9]|mp4[12]|avc1|dash|MSNV|mmp4|M4V )$/;
/** After the six bytes of every WebP: lossy, lossless, extended. */
const WEBP = /^VP8[ LX]$/;

/** What can be seen of a file without reading it through. */
interface Glance {
  /** The first {@link LOOK} bytes, and the last, one character each. */
  head: string;
  tail: string;
  size: number;
}

/** In this order; what is text is seen last, by reading all of it. */
const sniffers: readonly [type: string, fits: (glance: Glance) => boolean][] = [
  ['application/pdf', ({ head, tail }) => /^%PDF-[12]\.\d/.test(head) && tail.includes('%%EOF')],
  ['image/png', ({ head }) => head.startsWith('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['image/jpeg', ({ head, tail }) => /^\xff\xd8\xff[\xc0-\xfe]/.test(head) && tail.includes('\xff\xd9')],
  ['image/webp', ({ head, size }) => isRiff(head, 'WEBP', size) && WEBP.test(head.slice(12, 16))],
  ['audio/wav', ({ head, size }) => isRiff(head, 'WAVE', size) && head.includes('fmt ')],
  ['audio/ogg', ({ head }) => /^OggS\0[\x02\x06]/.test(head)],
  ['video/mp4', ({ head }) => head.slice(4, 8) === 'ftyp' && MP4.test(head.slice(8, 12))],
];

/**
 * The media type of a file by its bytes; null: none that is taken. Between text and a table of text the name decides.
 * @param name of which the ending must fit what the bytes say
 */
export async function fileType(file: FileHandle, name: string): Promise<string | null> {
  const { size } = await file.stat();
  const ending = /[^.]\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined || size === 0) return null;
  const found = (await sniff(file, size)) ?? ((await isText(file)) ? textType(ending) : null);
  return found !== null && endings[found]?.includes(ending) === true ? found : null;
}

async function sniff(file: FileHandle, size: number): Promise<string | null> {
  const head = await readAt(file, 0, Math.min(size, LOOK));
  const tail = await readAt(file, Math.max(0, size - LOOK), Math.min(size, LOOK));
  const glance = { head: head.toString('latin1'), tail: tail.toString('latin1'), size };
  const found = sniffers.find(([, fits]) => fits(glance));
  if (found !== undefined) return found[0];
  if (await isMp3(file, size)) return 'audio/mpeg';
  return officeType(file, size);
}

function textType(ending: string): string {
  return ending === 'csv' ? 'text/csv' : 'text/plain';
}

/** RIFF of a form, whose length goes no further than the file. */
function isRiff(head: string, form: string, size: number): boolean {
  if (!head.startsWith('RIFF') || head.slice(8, 12) !== form) return false;
  return Buffer.from(head.slice(4, 8), 'latin1').readUInt32LE() + 8 <= size + 1;
}
