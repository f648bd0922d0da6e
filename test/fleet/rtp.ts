import { randomBytes } from 'node:crypto';
import { INTERLEAVED_HEADER } from './packetize.ts';

/** Where the packets of one track go. Both get bytes laid out as RTSP interleaves them. */
export interface RtpSink {
  /** @returns false where the reader is so slow that the picture was dropped. */
  rtp(bytes: Buffer, starts: Uint32Array): boolean;
  rtcp(packet: Buffer): void;
}

/** Seconds from 1900 (NTP) to 1970. */
const NTP_EPOCH = 2_208_988_800;
const SENDER_REPORT_EVERY_MS = 5000;

/** The sending side of one RTP stream: numbers, timestamps, sender reports (RFC 3550). */
export class RtpSender {
  readonly ssrc = randomBytes(4).readUInt32BE();
  readonly clockRate: number;
  readonly #channel: number;
  readonly #sink: RtpSink;
  readonly #timestampBase = randomBytes(4).readUInt32BE();
  /** The moment that `#timestampBase` stands for, ms since 1970. */
  readonly #origin: number;
  #sequence = randomBytes(2).readUInt16BE();
  #packets = 0;
  #octets = 0;
  #reported = 0;

  /** @param channel even number of the interleaved pair; not used over UDP */
  constructor(clockRate: number, channel: number, sink: RtpSink, origin: number) {
    this.clockRate = clockRate;
    this.#channel = channel;
    this.#sink = sink;
    this.#origin = origin;
  }

  get nextSequence(): number {
    return this.#sequence;
  }

  /** The RTP timestamp of a moment (ms since 1970). */
  timestamp(at: number): number {
    const ticks = Math.round(((at - this.#origin) * this.clockRate) / 1000);
    return (this.#timestampBase + ticks) >>> 0;
  }

  /** Sends a picture or piece of sound taken at `at`. @returns false where it was dropped. */
  send(frame: { bytes: Buffer; starts: Uint32Array }, at: number): boolean {
    const bytes = Buffer.allocUnsafe(frame.bytes.length);
    bytes.set(frame.bytes);
    const timestamp = this.timestamp(at);
    for (const start of frame.starts) {
      bytes[start + 1] = this.#channel;
      bytes.writeUInt16BE(this.#sequence, start + 6);
      bytes.writeUInt32BE(timestamp, start + 8);
      bytes.writeUInt32BE(this.ssrc, start + 12);
      this.#sequence = (this.#sequence + 1) & 0xffff;
    }
    // Numbers go on over a dropped picture, so that the receiver sees the loss.
    if (!this.#sink.rtp(bytes, frame.starts)) return false;
    this.#packets += frame.starts.length;
    this.#octets += bytes.length - frame.starts.length * (INTERLEAVED_HEADER + 12);
    return true;
  }

  /** A sender report with the first packet, and every 5 s. */
  report(now: number): void {
    if (now - this.#reported < SENDER_REPORT_EVERY_MS) return;
    this.#reported = now;
    const packet = Buffer.alloc(INTERLEAVED_HEADER + 28);
    packet[0] = 0x24;
    packet[1] = this.#channel + 1;
    packet.writeUInt16BE(28, 2);
    packet[4] = 0x80;
    packet[5] = 200;
    packet.writeUInt16BE(6, 6);
    packet.writeUInt32BE(this.ssrc, 8);
    packet.writeUInt32BE(Math.floor(now / 1000) + NTP_EPOCH, 12);
    packet.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), 16);
    packet.writeUInt32BE(this.timestamp(now), 20);
    packet.writeUInt32BE(this.#packets, 24);
    packet.writeUInt32BE(this.#octets, 28);
    this.#sink.rtcp(packet);
  }
}
