import { annexB } from './bitstream/annex-b.ts';
import { isDecoded } from './bitstream/h264.ts';
import { payloadOffset, sequenceDistance, startsKeyframe } from './rtp.ts';
import { H264Depacketizer } from './rtsp/h264-payload.ts';

/** Most packets a replay may hold: further back, mediasoup takes a packet for another stream (its MaxMisorder, 1500). */
export const MAX_REPLAY_PACKETS = 1450;

/** The packets since the last keyframe: what a newcomer needs to see a picture at once. */
export class Gop {
  readonly #maxBytes: number;
  #packets: Buffer[] = [];
  #bytes = 0;
  #keyframeTimestamp: number | null = null;
  /** The GOP is longer than allowed: it stays empty up to the next keyframe. */
  #overflowed = false;

  /** `maxBytes`: memory kept at most. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next packet of the stream; true where it begins a new keyframe. */
  push(packet: Buffer): boolean {
    const timestamp = packet.readUInt32BE(4);
    // A picture may carry its SPS twice (the camera's own and ffmpeg's): only the first begins it.
    const begins = startsKeyframe(packet) && timestamp !== this.#keyframeTimestamp;
    if (begins) {
      this.clear();
      this.#keyframeTimestamp = timestamp;
    }
    if (this.#keyframeTimestamp === null || this.#overflowed) return begins;
    this.#packets.push(packet);
    this.#bytes += packet.length;
    if (this.#bytes > this.#maxBytes || this.#packets.length > MAX_REPLAY_PACKETS) {
      this.#packets = [];
      this.#bytes = 0;
      this.#overflowed = true;
    }
    return begins;
  }

  /** Forgets everything, as when the source restarts. */
  clear(): void {
    this.#packets = [];
    this.#bytes = 0;
    this.#overflowed = false;
    this.#keyframeTimestamp = null;
  }

  /** The packets from the keyframe on, oldest first; empty where there is none to replay. */
  get packets(): readonly Buffer[] {
    return this.#packets;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The keyframe as Annex B (parameter sets and slices); null while it is incomplete. */
  get keyframe(): Buffer | null {
    const timestamp = this.#packets[0]?.readUInt32BE(4);
    const end = this.#packets.findIndex((packet) => packet.readUInt32BE(4) !== timestamp);
    // A later picture tells that this one is whole.
    if (end === -1) return null;
    const depacketizer = new H264Depacketizer();
    const units = this.#packets.slice(0, end).flatMap((packet) => {
      const start = payloadOffset(packet);
      return start === null ? [] : depacketizer.push(packet.subarray(start)).filter(isDecoded);
    });
    return units.length === 0 ? null : annexB(units);
  }

  /** The packet of this sequence number, while it is kept. */
  find(sequence: number): Buffer | undefined {
    const first = this.#packets[0];
    if (first === undefined) return undefined;
    const near = this.#packets[sequenceDistance(first.readUInt16BE(2), sequence)];
    return near?.readUInt16BE(2) === sequence ? near : undefined;
  }
}
