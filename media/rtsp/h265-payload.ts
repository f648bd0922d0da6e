import { aggregated, Fragments, type Depacketizer } from './depacketizer.ts';

const AGGREGATION = 48;
const FRAGMENTATION = 49;

/** RTP payloads of H.265 (RFC 7798): single units, aggregation packets, fragmentation units; without DON fields. */
export class H265Depacketizer implements Depacketizer {
  readonly #fragments = new Fragments();

  push(payload: Buffer): Buffer[] {
    const [first, second, fragment] = payload;
    if (first === undefined || second === undefined) return [];
    const type = (first >> 1) & 0x3f;
    if (type === FRAGMENTATION && fragment !== undefined) {
      const begins = (fragment & 0x80) !== 0;
      const header = begins ? Buffer.from([(first & 0x81) | ((fragment & 0x3f) << 1), second]) : null;
      const whole = this.#fragments.push(payload.subarray(3), header, (fragment & 0x40) !== 0);
      return whole === null ? [] : [whole];
    }
    this.#fragments.clear();
    if (type === AGGREGATION) return aggregated(payload, 2);
    return type < AGGREGATION ? [Buffer.from(payload)] : [];
  }

  lose(): void {
    this.#fragments.clear();
  }
}
