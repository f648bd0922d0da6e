/** What one consumer got. */
export interface StreamFigures {
  source: 'camera' | 'microphone';
  packets: number;
  lost: number;
  /** Longest time without a packet since it was to flow, ms; the time until now counts, too. */
  longestGapMs: number;
  /** Whether a keyframe was decrypted; of a voice: whether any packet came. */
  seen: boolean;
}

/** Counts one consumer's packets. */
export class Stream {
  readonly source: 'camera' | 'microphone';
  /** When the first packet of a keyframe was decrypted, by `performance.now()`. */
  keyAt: number | null = null;
  #packets = 0;
  #lastAt: number | null = null;
  #longest = 0;
  #highest: number | null = null;
  #expected = 0;
  #before = { expected: 0, packets: 0 };

  constructor(source: 'camera' | 'microphone') {
    this.source = source;
  }

  /** It is to flow from now on. */
  begin(): void {
    this.#lastAt ??= performance.now();
  }

  count(sequence: number): void {
    const now = performance.now();
    if (this.#lastAt !== null) this.#longest = Math.max(this.#longest, now - this.#lastAt);
    this.#lastAt = now;
    this.#packets++;
    const ahead = this.#highest === null ? 1 : ((sequence - this.#highest + 0x8000) & 0xffff) - 0x8000;
    if (ahead <= 0) return;
    this.#expected += ahead;
    this.#highest = sequence;
  }

  /** Since the last report, for RTCP. */
  report(): { fractionLost: number; packetsLost: number; highestSequence: number } {
    const expected = this.#expected - this.#before.expected;
    const lost = Math.max(0, expected - (this.#packets - this.#before.packets));
    this.#before = { expected: this.#expected, packets: this.#packets };
    return {
      fractionLost: expected === 0 ? 0 : Math.min(255, Math.floor((lost / expected) * 256)),
      packetsLost: Math.max(0, this.#expected - this.#packets),
      highestSequence: this.#highest ?? 0,
    };
  }

  figures(): StreamFigures {
    const waiting = this.#lastAt === null ? 0 : performance.now() - this.#lastAt;
    return {
      source: this.source,
      packets: this.#packets,
      lost: Math.max(0, this.#expected - this.#packets),
      longestGapMs: Math.max(this.#longest, waiting),
      seen: this.source === 'camera' ? this.keyAt !== null : this.#packets > 0,
    };
  }
}
