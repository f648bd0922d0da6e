import { createHash } from 'node:crypto';
import type { Keys } from '../../keys.ts';
import { CHAINED, type ChainLink, GENESIS } from '../../store/audit-chain.ts';
import { walkChain } from '../../store/chain-walk.ts';
import type { Store } from '../../store/store.ts';
import { endText, type ExportLine, FORMAT } from './export-format.ts';

/** Bytes that are handed on together: a line for itself would be a packet for itself. */
const CHUNK = 256 * 1024;

/** The record in the form of export-format.ts, while it is read: none of it is held. */
export async function* exportRecord(store: Store, keys: Keys, now = Date.now()): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  const end = { seq: 0, hash: GENESIS, events: 0, anchors: 0 };
  let text = lineOf({
    kind: 'header',
    format: FORMAT,
    publicKey: keys.publicKey,
    fingerprint: keys.publicKeyFingerprint,
    exportedAt: now,
  });
  for await (const item of walkChain(store)) {
    if (item.kind === 'event') {
      const { seq, hash } = item.link;
      Object.assign(end, { seq, hash });
      end.events++;
      text += lineOf({ kind: 'event', ...inOrder(item.link) });
    } else {
      end.anchors++;
      text += lineOf({ kind: 'anchor', ...item.anchor });
    }
    if (text.length < CHUNK) continue;
    const chunk = Buffer.from(text);
    digest.update(chunk);
    yield chunk;
    text = '';
  }
  digest.update(text);
  const signed = { ...end, digest: digest.digest('hex') };
  yield Buffer.from(text + lineOf({ kind: 'end', ...signed, signature: keys.sign(endText(signed)) }));
}

function lineOf(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Columns in the order in which they are hashed: a reader by eye finds them at the same place. */
function inOrder(link: ChainLink): ChainLink {
  const columns = Object.fromEntries(CHAINED.map((column) => [column, link[column]]));
  return { ...link, ...columns };
}
