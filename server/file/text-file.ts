import type { FileHandle } from 'node:fs/promises';

/** Controls but tab, newline, form feed and return. */
const NO_TEXT = /[\p{Cc}--[\t\n\f\r]]/v;
/** What a browser or a shell would take for more than text. */
const ACTIVE = /^\ufeff?\s*(<[!?a-z/]|#!)/i;
/** So much at once, bytes. */
const CHUNK = 64 * 1024;

/** Whether a file is text, from its first byte to its last, in UTF-8 or GBK; markup and scripts are not. */
export async function isText(file: FileHandle): Promise<boolean> {
  return (await decodes(file, 'utf-8')) || (await decodes(file, 'gbk'));
}

async function decodes(file: FileHandle, encoding: 'utf-8' | 'gbk'): Promise<boolean> {
  // The mark of UTF-8 stays, and stands for itself.
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const { size } = await file.stat();
  try {
    for (let at = 0; at < size; at += CHUNK) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, at);
      const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: at + CHUNK < size });
      if (NO_TEXT.test(text) || (at === 0 && ACTIVE.test(text))) return false;
    }
    return true;
  } catch (error) {
    // What is not of the encoding; a disk that fails is something else.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
