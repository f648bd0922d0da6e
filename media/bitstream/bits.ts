/** Longest part of a unit that is read: parameter sets are shorter, and of slices only the head is wanted. */
const MAX_BYTES = 1024;

/**
 * Reads a NAL unit bit by bit, without its emulation prevention bytes (H.264 7.4.1, H.265 7.4.2). Past its end it reads
 * zeros and says so (`over`).
 */
export class Bits {
  readonly #bytes: Buffer;
  #at = 0;

  /** @param from byte behind the unit's header */
  constructor(unit: Buffer, from: number) {
    this.#bytes = unescape(unit.subarray(from, from + MAX_BYTES));
  }

  /** Whether more was read than there is. */
  over(): boolean {
    return this.#at > 8 * this.#bytes.length;
  }

  /** u(n), at most 32 bits. */
  u(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at++;
    }
    return value;
  }

  flag(): boolean {
    return this.u(1) === 1;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** ue(v): Exp-Golomb. */
  ue(): number {
    let zeros = 0;
    while (zeros < 32 && !this.over() && !this.flag()) zeros++;
    return 2 ** zeros - 1 + this.u(zeros);
  }

  /** se(v): the same with a sign. */
  se(): number {
    const value = this.ue();
    return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
  }
}

/** Takes the 3 out of each 0 0 3. */
function unescape(bytes: Buffer): Buffer {
  if (!bytes.includes(3)) return bytes;
  const plain = Buffer.alloc(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain[length++] = byte;
  }
  return plain.subarray(0, length);
}
