/** Most bytes of one NAL unit: more is no camera's picture. */
export const MAX_UNIT_BYTES = 4 * 1024 * 1024;

/** Turns the payloads of RTP packets into NAL units. */
export interface Depacketizer {
  /** Takes the next payload; returns the units that are whole with it. What cannot be read is passed over. */
  push(payload: Buffer): Buffer[];
  /** A packet was lost: a unit that is under way can no longer be finished. */
  lose(): void;
}

/** Puts the pieces of a fragmented unit together, within {@link MAX_UNIT_BYTES}. */
export class Fragments {
  #pieces: Buffer[] = [];
  #bytes = 0;

  /** Takes a piece (copied: it is a view of a read buffer). The whole unit with the last one, else null. */
  push(piece: Buffer, header: Buffer | null, last: boolean): Buffer | null {
    if (header !== null) {
      this.clear();
      this.#add(header);
    } else if (this.#bytes === 0) return null;
    this.#add(piece);
    if (this.#bytes > MAX_UNIT_BYTES) this.clear();
    if (!last || this.#bytes === 0) return null;
    const whole = Buffer.concat(this.#pieces);
    this.clear();
    return whole;
  }

  clear(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }

  #add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(Buffer.from(piece));
    this.#bytes += piece.length;
  }
}

/** The units of an aggregation packet: each with its size before it (RFC 6184 5.7.1, RFC 7798 4.4.2). */
export function aggregated(payload: Buffer, from: number): Buffer[] {
  const units: Buffer[] = [];
  for (let offset = from; offset + 2 < payload.length;) {
    const end = offset + 2 + payload.readUInt16BE(offset);
    if (end > payload.length || end === offset + 2) break;
    units.push(Buffer.from(payload.subarray(offset + 2, end)));
    offset = end;
  }
  return units;
}
