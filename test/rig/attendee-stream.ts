import { randomInt } from 'node:crypto';
import { RtcpSenderInfo, RtcpSrPacket, RtpHeader } from 'werift';
import type { AttendeeEnd } from './attendee-end.ts';

/** Id of the header extension that tells loudness, as {@link voiceParameters} names it. */
const LEVEL_EXTENSION = 1;
/** So many packets of a stream can be sent again: at least a second of the largest picture. */
const KEPT = 256;
const NTP_EPOCH = 2_208_988_800;

/** RTP of one SSRC: sequence numbers, timestamps and sender reports. */
export class AttendeeStream {
  readonly ssrc: number;
  readonly #end: AttendeeEnd;
  readonly #payloadType: number;
  readonly #clockRate: number;
  readonly #start = performance.now();
  #sequence = randomInt(0x7fff);
  #packets = 0;
  #octets = 0;
  #reportedAt = -Infinity;
  /** The last packets, by the low bits of their sequence numbers: for who has lost one. */
  readonly #sent: { header: RtpHeader; payload: Buffer }[] = [];

  constructor(end: AttendeeEnd, ssrc: number, payloadType: number, clockRate: number) {
    this.#end = end;
    this.ssrc = ssrc;
    this.#payloadType = payloadType;
    this.#clockRate = clockRate;
  }

  /**
   * @param options.level loudness, -dBov (0 is loudest); undefined: not told
   * @param options.at when it was taken, by `performance.now()`: packets of one picture have the same; undefined: now
   */
  send(payload: Buffer, options: { marker?: boolean; level?: number; at?: number } = {}): void {
    const header = new RtpHeader({
      version: 2,
      payloadType: this.#payloadType,
      sequenceNumber: (this.#sequence = (this.#sequence + 1) & 0xffff),
      timestamp: this.#timestamp(options.at),
      ssrc: this.ssrc,
      marker: options.marker ?? false,
    });
    if (options.level !== undefined) {
      header.extension = true;
      header.extensions = [{ id: LEVEL_EXTENSION, payload: Buffer.from([options.level]) }];
    }
    this.#packets++;
    this.#octets += payload.length;
    this.#end.send(header, payload);
    this.#sent[header.sequenceNumber % KEPT] = { header, payload };
    // mediasoup changes layers only where it knows how their clocks lie to each other.
    if (performance.now() - this.#reportedAt > 500) this.#report();
  }

  /** Sends a packet again, where it is not too long ago. */
  resend(sequenceNumber: number): void {
    const sent = this.#sent[sequenceNumber % KEPT];
    if (sent?.header.sequenceNumber === sequenceNumber) this.#end.send(sent.header, sent.payload);
  }

  #timestamp(at = performance.now()): number {
    return Math.floor(((at - this.#start) * this.#clockRate) / 1000) >>> 0;
  }

  #report(): void {
    this.#reportedAt = performance.now();
    const now = Date.now();
    const ntpTimestamp =
      (BigInt(Math.floor(now / 1000) + NTP_EPOCH) << 32n) | BigInt(Math.floor(((now % 1000) / 1000) * 0xffffffff));
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp,
      rtpTimestamp: this.#timestamp(),
      packetCount: this.#packets,
      octetCount: this.#octets,
    });
    this.#end.sendRtcp(new RtcpSrPacket({ ssrc: this.ssrc, senderInfo }));
  }
}

/** For `produce`: Opus, with loudness. */
export function voiceParameters(ssrc: number): Record<string, unknown> {
  return {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
        rtcpFeedback: [],
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_EXTENSION }],
    encodings: [{ ssrc, dtx: true }],
    rtcp: { cname: 'attendee' },
  };
}

/** For `produce`: VP8, in as many layers as SSRCs are given, the smallest first. */
export function pictureParameters(ssrcs: readonly number[]): Record<string, unknown> {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
    ],
    headerExtensions: [],
    encodings: ssrcs.map((ssrc) => ({ ssrc })),
    rtcp: { cname: 'attendee' },
  };
}
