import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { fileType } from '../../../server/file/file-type.ts';
import { temporaryFolder } from '../rig.ts';
import { zipOf } from './zip.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

let handle: FileHandle;

beforeEach(async () => {
  handle = await open(join(temporaryFolder(), 'file'), 'w+');
  onTestFinished(() => handle.close());
});

async function typeOf(content: Uint8Array | string, name: string): Promise<string | null> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  await handle.truncate(0);
  await handle.write(bytes, 0, bytes.length, 0);
  return fileType(handle, name);
}

/** RIFF of a form with some chunk in it. */
function riff(form: string, chunk: string): Buffer {
  const body = Buffer.from(`${form}${chunk}\x10\0\0\0${'\0'.repeat(16)}`, 'latin1');
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** MPEG 1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);
const TAG = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x00', 'latin1'), Buffer.alloc(128)]);
const office = (part: string, ...more: string[]): Buffer =>
  zipOf(['[Content_Types].xml', '_rels/.rels', part, ...more]);

test.each<[string, Uint8Array | string, string | null]>([
  ['a.pdf', '%PDF-1.7\n…\n%%EOF\n', 'application/pdf'],
  ['a.pdf', 'MZ%PDF-1.7\n%%EOF\n', null],
  ['a.pdf', '%PDF-1.7\n', null],
  ['a.png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0', 'image/png'],
  ['照片.JPEG', '\xff\xd8\xff\xe0\0\x02\xff\xd9', 'image/jpeg'],
  ['a.webp', riff('WEBP', 'VP8 '), 'image/webp'],
  ['a.wav', riff('WAVE', 'fmt '), 'audio/wav'],
  ['a.ogg', 'OggS\0\x02\0\0', 'audio/ogg'],
  ['a.mp4', '\0\0\0\x18ftypisom\0\0\x02\0', 'video/mp4'],
  ['a.mp4', '\0\0\0\x18ftypqt  \0\0\x02\0', null],
  ['a.mp3', Buffer.concat([FRAME, FRAME, FRAME]), 'audio/mpeg'],
  ['a.mp3', Buffer.concat([TAG, FRAME, FRAME, FRAME]), 'audio/mpeg'],
  ['a.mp3', Buffer.concat([TAG, FRAME]), null],
  ['a.docx', office('word/document.xml'), WORD],
  ['a.xlsx', office('xl/workbook.xml'), SHEET],
  ['a.pptx', office('ppt/presentation.xml'), SLIDES],
  // As one office writes it: the types come last.
  ['a.docx', zipOf(['word/document.xml', '[Content_Types].xml']), WORD],
  ['a.docx', office('word/document.xml', 'word/vbaProject.bin'), null],
  ['a.xlsx', office('word/document.xml'), null],
  ['a.docx', office('word/document.xml', 'xl/workbook.xml'), null],
  ['a.docx', zipOf(['setup.exe']), null],
  ['a.zip', zipOf(['setup.exe']), null],
  ['a.docx', Buffer.concat([Buffer.from('MZ'), office('word/document.xml')]), null],
  ['a.docx', Buffer.concat([office('word/document.xml'), Buffer.from('MZ')]), null],
  ['记录.txt', Buffer.from('会议记录 😀\r\n一、……'), 'text/plain'],
  ['记录.txt', iconv.encode('会议记录', 'gbk'), 'text/plain'],
  ['表.csv', Buffer.from('\ufeff村,人数\n东村,3\n'), 'text/csv'],
  ['a.txt', Buffer.from('a\0b'), null],
  ['a.txt', Buffer.from('\x1b]0;title\x07'), null],
  ['a.txt', Buffer.from('<!DOCTYPE html><p>'), null],
  ['a.txt', Buffer.from('\ufeff \n<svg xmlns="x">'), null],
  ['a.txt', Buffer.from('#!/bin/sh\nrm -rf /'), null],
  ['a.html', Buffer.from('text'), null],
  ['a.svg', Buffer.from('text'), null],
  ['a.exe', Buffer.from('text'), null],
  ['a.exe', '%PDF-1.7\n%%EOF\n', null],
  ['a.pdf.exe', '%PDF-1.7\n%%EOF\n', null],
  ['a.png', '%PDF-1.7\n%%EOF\n', null],
  ['a.txt', '%PDF-1.7\n%%EOF\n', null],
  ['pdf', '%PDF-1.7\n%%EOF\n', null],
  ['.pdf', '%PDF-1.7\n%%EOF\n', null],
  ['a.txt', '', null],
  ['a.exe', 'MZ\x90\0\x03\0\0\0', null],
  ['a.txt', '\x7fELF\x02\x01\x01\0', null],
])('%s', async (name, content, type) => {
  expect(await typeOf(content, name)).toBe(type);
});

test('a text is one to its last byte, wherever a letter is cut', async () => {
  const text = Buffer.from('陕'.repeat(50_000));
  expect(await typeOf(text, 'a.txt')).toBe('text/plain');
  expect(await typeOf(Buffer.concat([text, Buffer.from([0])]), 'a.txt')).toBe(null);
  expect(await typeOf(iconv.encode('宁陕'.repeat(40_000) + 'a', 'gbk'), 'a.txt')).toBe('text/plain');
});

const NAMES = ['pdf', 'png', 'jpg', 'webp', 'docx', 'xlsx', 'pptx', 'mp4', 'mp3', 'wav', 'ogg', 'txt', 'csv'];

test('random bytes are nothing, or text that is text', { timeout: 60_000 }, async () => {
  const chance = fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 600 }));
  await fc.assert(
    fc.asyncProperty(chance, fc.constantFrom(...NAMES), async (bytes, ending) => {
      const type = await typeOf(bytes, `a.${ending}`);
      if (type === null) return;
      expect(type).toBe(ending === 'csv' ? 'text/csv' : 'text/plain');
      expect(['txt', 'csv']).toContain(ending);
      const content = Buffer.from(bytes);
      const read = ['utf8', 'gb18030'].map((encoding) => iconv.decode(content, encoding));
      expect(read.some((text) => !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a beginning alone makes nothing of random bytes but what has no more to it', { timeout: 60_000 }, async () => {
  const beginnings = ['%PDF-1.7', 'PK\x03\x04', 'RIFF\0\0\0\0', 'ID3\x04\0\0\0\0\0\0', '\xff\xfb\x90\0', '\x89PNG'];
  for (const beginning of beginnings) {
    for (const ending of NAMES) {
      const bytes = Buffer.concat([Buffer.from(beginning, 'latin1'), randomBytes(500)]);
      expect(await typeOf(bytes, `a.${ending}`), `${JSON.stringify(beginning)} ${ending}`).toBe(null);
    }
  }
});
