import type { KeyObject } from 'node:crypto';
import type { Anchor, Verification } from '../contract/record.ts';
import { isSignedBy } from '../signature.ts';
import { anchorText, chainHash, type ChainLink, GENESIS } from './audit-chain.ts';

type Problem = NonNullable<Verification['problem']>;

/**
 * Checks a chain link by link, from the database or from an export; holds none of it. An anchor is given right after the
 * link that it is of. The first problem stays: what comes after it proves nothing.
 */
export class ChainCheck {
  readonly #key: KeyObject;
  #seq = 0;
  #hash = GENESIS;
  #anchors = 0;
  #anchored = 0;
  #problem: Problem | null = null;

  /** @param key the hub's public key: what signs the anchors */
  constructor(key: KeyObject) {
    this.#key = key;
  }

  /** The last link that fitted. */
  get end(): { seq: number; hash: string } {
    return { seq: this.#seq, hash: this.#hash };
  }

  get intact(): boolean {
    return this.#problem === null;
  }

  get verification(): Verification {
    return { intact: this.intact, events: this.#seq, anchors: this.#anchors, problem: this.#problem };
  }

  link(link: ChainLink): void {
    if (this.#problem !== null) return;
    const next = this.#seq + 1;
    if (link.seq !== next) {
      this.fail(
        `此处应为第 ${next} 条，却是第 ${link.seq} 条：有记录被删除、插入或调换`,
        `line ${next} should be here and line ${link.seq} is: lines were removed, added or swapped`,
      );
    } else if (chainHash(this.#hash, link) !== link.hash) {
      this.fail(`第 ${next} 条与其哈希不符：内容被改动`, `line ${next} does not fit its hash: it was changed`);
    } else {
      this.#seq = next;
      this.#hash = link.hash;
    }
  }

  anchor(anchor: Anchor): void {
    if (this.#problem !== null) return;
    const { day, seq, hash } = anchor;
    if (!isSignedBy(this.#key, anchorText(anchor), anchor.signature)) {
      this.fail(`${day} 的锚点签名不符：锚点被改动或替换`, `the anchor of ${day} is not signed by this key: replaced`);
    } else if (seq > this.#seq) {
      this.fail(
        `${day} 的锚点在第 ${seq} 条，记录却只到第 ${this.#seq} 条：尾部被截去`,
        `the anchor of ${day} is of line ${seq}, and the record ends at ${this.#seq}: its tail was cut`,
      );
    } else if (seq !== this.#seq || hash !== this.#hash || seq <= this.#anchored) {
      this.fail(
        `${day} 的锚点与第 ${this.#seq} 条不符：锚点被替换，或其前的记录被重写`,
        `the anchor of ${day} does not fit line ${this.#seq}: it was replaced, or what is before it was rewritten`,
      );
    } else {
      this.#anchors++;
      this.#anchored = seq;
    }
  }

  /** Notes a problem that lies behind the last good link, unless there is one already. */
  fail(zh: string, en: string): void {
    this.#problem ??= { seq: this.#seq + 1, message: { zh, en } };
  }
}
