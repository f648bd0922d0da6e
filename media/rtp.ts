/** RTP fixed header (RFC 3550, 5.1), as far as a feed reads and rewrites it. */
export const RTP_HEADER_BYTES = 12;

/** NAL unit type of a sequence parameter set (H.264, table 7-1). */
const SPS = 7;

/** Distance from `from` to `to` on the 16-bit circle of sequence numbers, -32768..32767. */
export function sequenceDistance(from: number, to: number): number {
  return ((to - from + 0x8000) & 0xffff) - 0x8000;
}

/** Where the payload begins, or null where the packet is no RTP packet of version 2 or is cut off. */
export function payloadOffset(packet: Buffer): number | null {
  if (packet.length < RTP_HEADER_BYTES || packet.readUInt8(0) >> 6 !== 2) return null;
  const first = packet.readUInt8(0);
  let offset = RTP_HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (packet.length < offset + 4) return null;
    offset += 4 + 4 * packet.readUInt16BE(offset + 2);
  }
  return offset < packet.length ? offset : null;
}

/**
 * True where the packet begins a keyframe: it holds an SPS, alone, aggregated or the first piece of one (RFC 6184:
 * single NAL unit, STAP-A, FU-A). An IDR slice without an SPS is none: mediasoup does not let a newcomer begin there.
 */
export function startsKeyframe(packet: Buffer): boolean {
  const start = payloadOffset(packet);
  if (start === null) return false;
  const type = packet.readUInt8(start) & 0x1f;
  if (type === 24) return aggregateHoldsKeyframe(packet, start + 1);
  if (type === 28) {
    if (start + 1 >= packet.length) return false;
    const fragment = packet.readUInt8(start + 1);
    return (fragment & 0x80) !== 0 && (fragment & 0x1f) === SPS;
  }
  return type === SPS;
}

function aggregateHoldsKeyframe(packet: Buffer, from: number): boolean {
  let offset = from;
  while (offset + 2 < packet.length) {
    if ((packet.readUInt8(offset + 2) & 0x1f) === SPS) return true;
    offset += 2 + packet.readUInt16BE(offset);
  }
  return false;
}

/**
 * Gives the packets of one source after another the look of one endless stream: same SSRC and payload type,
 * sequence and timestamp without a break. mediasoup and the browsers stay frozen otherwise when a source restarts.
 */
export class Rewriter {
  readonly #ssrc: number;
  readonly #payloadType: number;
  readonly #clockRate: number;
  #sequenceShift = 0;
  #timestampShift = 0;
  #rebase = true;
  #last: { sequence: number; timestamp: number; at: number } | null = null;

  constructor(options: { ssrc: number; payloadType: number; clockRate: number }) {
    this.#ssrc = options.ssrc;
    this.#payloadType = options.payloadType;
    this.#clockRate = options.clockRate;
  }

  /** The next packet comes from another source. */
  restart(): void {
    this.#rebase = true;
  }

  /** Rewrites in place. `now`: ms of a steady clock, to let the time of an outage pass in the stream, too. */
  rewrite(packet: Buffer, now: number): void {
    const sequence = packet.readUInt16BE(2);
    const timestamp = packet.readUInt32BE(4);
    if (this.#rebase) {
      this.#rebase = false;
      if (this.#last !== null) {
        const gap = Math.max(1, Math.round(((now - this.#last.at) * this.#clockRate) / 1000));
        this.#sequenceShift = this.#last.sequence + 1 - sequence;
        this.#timestampShift = this.#last.timestamp + gap - timestamp;
      }
    }
    const newSequence = (sequence + this.#sequenceShift) & 0xffff;
    const newTimestamp = (timestamp + this.#timestampShift) >>> 0;
    packet.writeUInt8((packet.readUInt8(1) & 0x80) | this.#payloadType, 1);
    packet.writeUInt16BE(newSequence, 2);
    packet.writeUInt32BE(newTimestamp, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    if (this.#last === null || sequenceDistance(this.#last.sequence, newSequence) > 0) {
      this.#last = { sequence: newSequence, timestamp: newTimestamp, at: now };
    }
  }
}
