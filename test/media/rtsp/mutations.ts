/** Numbers that look random and are the same each time (mulberry32), 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy of `good` with some of its bytes changed, doubled, cut out, or grown beyond all measure. */
export function mutate(good: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(good);
  const place = (): number => Math.floor(random() * bytes.length);
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    const [at, kind] = [place(), Math.floor(random() * 6)];
    if (kind === 0) bytes[at] = Math.floor(random() * 256);
    if (kind === 1 && bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    if (kind === 2) bytes = bytes.subarray(0, at);
    if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(place())]);
    if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), good, bytes.subarray(at)]);
    if (kind === 5) bytes.subarray(at, at + Math.floor(random() * 64)).fill(random() < 0.5 ? 0 : 0xff);
  }
  return bytes;
}
