import { aggregated, Fragments, type Depacketizer } from './depacketizer.ts';

const STAP_A = 24;
const FU_A = 28;

/** RTP payloads of H.264 (RFC 6184): single units, STAP-A and FU-A, which is packetization mode 0 and 1. */
export class H264Depacketizer implements Depacketizer {
  readonly #fragments = new Fragments();

  push(payload: Buffer): Buffer[] {
    const [indicator, fragment] = payload;
    if (indicator === undefined) return [];
    const type = indicator & 0x1f;
    if (type === FU_A && fragment !== undefined) {
      const header = (fragment & 0x80) !== 0 ? Buffer.from([(indicator & 0xe0) | (fragment & 0x1f)]) : null;
      const whole = this.#fragments.push(payload.subarray(2), header, (fragment & 0x40) !== 0);
      return whole === null ? [] : [whole];
    }
    this.#fragments.clear();
    if (type === STAP_A) return aggregated(payload, 1);
    return type >= 1 && type < STAP_A ? [Buffer.from(payload)] : [];
  }

  lose(): void {
    this.#fragments.clear();
  }
}
