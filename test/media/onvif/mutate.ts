/** What parsers trip over. */
const PIECES = [
  ...['', '<', '>', '</', '/>', '&', '&#0;', '&#x10ffff;', '&#x110000;', '&#xd800;', '&lt', '<![CDATA[', ']]>', '<!--'],
  ...['-->', '<?', '?>', '"', "'", '=', ' ', '\0', '\ud800', '\u2028', '<__proto__>', '<constructor/>', '<x:y:z/>'],
  ...['<toString>1</toString>', ' __proto__="1"', '<!DOCTYPE a>', '<!ENTITY a "b">', 'xmlns:a=""', '<a>'.repeat(70)],
  ...['-1', '1e309', '99999999999999999999', 'NaN', '0x10', '٣', 'Infinity', 'true', '<tt:Extension>'],
];

/** Bends texts at random, and the same way again for the same seed: a failure names its number. */
export class Mutator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 <= result < limit (mulberry32). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** One of the samples with one to four things done to it. */
  mutate(samples: readonly [string, ...string[]]): string {
    let text = this.pick(samples);
    for (let edits = 1 + this.below(4); edits > 0; edits--) text = this.#edit(text, samples);
    return text;
  }

  #edit(text: string, samples: readonly [string, ...string[]]): string {
    const start = this.below(text.length + 1);
    const end = Math.min(text.length, start + this.below(60));
    const [head, middle, tail] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
    switch (this.below(6)) {
      case 0:
        return head + tail;
      case 1:
        return head + middle.repeat(1 + this.below(8)) + tail;
      case 2:
        return head + String.fromCharCode(this.below(0x250)) + tail;
      case 3: {
        const other = this.pick(samples);
        const from = this.below(other.length);
        return head + other.slice(from, from + this.below(200)) + tail;
      }
      case 4:
        // Another value where one stands: a tag's text, an attribute's, a number.
        return head + (middle + tail).replace(/(?<=[>"])[^<>"]+(?=[<"])/, this.#piece());
      default:
        return head + this.#piece() + tail;
    }
  }

  #piece(): string {
    return PIECES[this.below(PIECES.length)] ?? '';
  }
}
