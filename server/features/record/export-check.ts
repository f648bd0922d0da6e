import { createHash, type KeyObject } from 'node:crypto';
import { Compile } from 'typebox/compile';
import type { Verification } from '../../contract/record.ts';
import { fingerprintOf, isSignedBy, readPublicKey } from '../../signature.ts';
import { ChainCheck } from '../../store/chain-check.ts';
import { type End, endText, ExportLine } from './export-format.ts';

/** Longest line that an honest export can have, bytes; a longer one must not fill the memory. */
const LONGEST_LINE = 1024 * 1024;
const LINE_FEED = 0x0a;

const validator = Compile(ExportLine);

/**
 * Checks an export without the hub: that the key is the one expected, its chain, its anchors, and its signed end.
 * @param chunks the file, read once from its beginning
 * @param fingerprint of the hub's public key, hexadecimal, from outside of the file
 */
export async function checkExport(chunks: AsyncIterable<Buffer>, fingerprint: string): Promise<Verification> {
  const digest = createHash('sha256');
  let key: KeyObject | null = null;
  let chain: ChainCheck | null = null;
  let ended = false;
  for await (const line of linesOf(chunks)) {
    const read = parseLine(line);
    if (chain === null) {
      key = keyOf(read);
      if (key === null) return notAnExport;
      if (fingerprintOf(key) !== fingerprint) return anotherKey;
      chain = new ChainCheck(key);
    } else if (ended) {
      chain.fail('结尾之后还有内容', 'there is something after the end');
    } else if (read === null) {
      chain.fail('此行无法识别：被改动或不完整', 'this line is not understood: it was changed or cut');
    } else if (read.kind === 'event') {
      chain.link(read);
    } else if (read.kind === 'anchor') {
      chain.anchor(read);
    } else {
      ended = true;
      if (key === null || read.kind !== 'end' || !closes(read, chain, digest.digest('hex'), key)) {
        chain.fail('结尾与内容不符：内容被改动', 'the end does not fit what is before it: something was changed');
      }
    }
    if (!chain.intact) return chain.verification;
    if (!ended) digest.update(line);
  }
  if (chain === null) return notAnExport;
  if (!ended) {
    chain.fail('没有签名的结尾：尾部被截去，或导出未完成', 'the signed end is missing: the tail was cut');
  }
  return chain.verification;
}

/** The header's key; null: it is no header. */
function keyOf(line: ExportLine | null): KeyObject | null {
  const key = line?.kind === 'header' ? readPublicKey(line.publicKey) : null;
  return key !== null && line?.kind === 'header' && fingerprintOf(key) === line.fingerprint ? key : null;
}

function closes(end: End, chain: ChainCheck, digest: string, key: KeyObject): boolean {
  const { events, anchors } = chain.verification;
  const fits = end.seq === chain.end.seq && end.hash === chain.end.hash && end.digest === digest;
  return fits && end.events === events && end.anchors === anchors && isSignedBy(key, endText(end), end.signature);
}

/** Null where it is not exactly as an export writes it: also a space more is a change. */
function parseLine(line: Buffer): ExportLine | null {
  const text = line.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // What is wrong with the text is told by where it is.
  }
  return validator.Check(value) && text === `${JSON.stringify(value)}\n` ? value : null;
}

/** Lines with their line feed; what comes after the last line feed is a line without one. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED)) {
      yield bytes.subarray(0, end + 1);
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest.length > 0) yield rest;
}

function unread(zh: string, en: string): Verification {
  return { intact: false, events: 0, anchors: 0, problem: { seq: 0, message: { zh, en } } };
}

const notAnExport = unread(
  '不是记录的导出文件：没有完整的文件头',
  'this is no export of a record: it has no good header',
);
const anotherKey = unread(
  '公钥指纹与所给的不同：不是这台服务器的记录，或被人用另一把密钥重写',
  'the key is not the one given: this is another hub’s record, or somebody wrote it anew with another key',
);
