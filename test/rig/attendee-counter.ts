import { isMedia, RTCDtlsTransport, RtpPacket, SrtpAuthenticationError } from 'werift';

/** What a counting end tells of a packet; the packet itself only while its stream is being read. */
export type OnCounted = (ssrc: number, sequence: number, packet: RtpPacket | null) => void;

/** RTCP packet types (RFC 5761): they share the port with RTP. */
const RTCP_FROM = 192;
const RTCP_TO = 223;
const HEADER_BYTES = 12;

/**
 * DTLS and SRTP that decrypt only what is read: werift needs a tenth of a millisecond for a packet, and a machine full of
 * receivers would be busy with that alone. Of all else the header is looked at, which SRTP leaves in clear. RTCP is dropped.
 */
export class CountingDtls extends RTCDtlsTransport {
  onCounted: OnCounted = () => undefined;
  /** SSRCs whose packets are decrypted. */
  readonly read = new Set<number>();

  override startSrtp(): void {
    if (this.srtpStarted) return;
    this.srtpStarted = true;
    this.updateSrtpSession();
    this.iceTransport.connection.onData.subscribe((data) => this.#take(data));
  }

  #take(data: Buffer): void {
    const second = data[1] ?? 0;
    if (!isMedia(data) || data.length < HEADER_BYTES || (second >= RTCP_FROM && second <= RTCP_TO)) return;
    const ssrc = data.readUInt32BE(8);
    this.onCounted(ssrc, data.readUInt16BE(2), this.read.has(ssrc) ? this.#decrypt(data) : null);
  }

  #decrypt(data: Buffer): RtpPacket | null {
    try {
      return RtpPacket.deSerialize(this.srtp.decrypt(data));
    } catch (error) {
      // Whatever is not authentic was never sent by the hub, and is nobody's packet.
      if (error instanceof SrtpAuthenticationError) return null;
      throw error;
    }
  }
}
