/** What mediasoup asks of a sender: a keyframe (PLI or FIR, RFC 4585, RFC 5104) or lost packets (generic NACK). */
export interface RtcpRequests {
  /** SSRCs of the streams that a keyframe is asked of. */
  keyframes: number[];
  /** Media SSRC and sequence numbers of the packets asked for again. */
  lost: { ssrc: number; sequence: number }[];
}

const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;

/** Reads a compound RTCP packet (RFC 3550, 6.1); what it does not know or cannot read it passes over. */
export function readRtcp(compound: Buffer): RtcpRequests {
  const requests: RtcpRequests = { keyframes: [], lost: [] };
  let offset = 0;
  while (offset + 4 <= compound.length && compound.readUInt8(offset) >> 6 === 2) {
    const format = compound.readUInt8(offset) & 0x1f;
    const type = compound.readUInt8(offset + 1);
    const end = offset + 4 + 4 * compound.readUInt16BE(offset + 2);
    if (end > compound.length) break;
    if (type === PAYLOAD_FEEDBACK && (format === 1 || format === 4))
      readKeyframeRequest(compound, offset, end, requests);
    if (type === TRANSPORT_FEEDBACK && format === 1) readNack(compound, offset + 8, end, requests.lost);
    offset = end;
  }
  return requests;
}

/** A PLI names its stream in the header, a FIR in its entries (RFC 5104, 4.3.1.1). */
function readKeyframeRequest(compound: Buffer, offset: number, end: number, { keyframes }: RtcpRequests): void {
  const isFir = (compound.readUInt8(offset) & 0x1f) === 4;
  const at = offset + (isFir ? 12 : 8);
  if (at + 4 <= end) keyframes.push(compound.readUInt32BE(at));
}

function readNack(compound: Buffer, from: number, end: number, lost: RtcpRequests['lost']): void {
  if (from + 4 > end) return;
  const ssrc = compound.readUInt32BE(from);
  for (let offset = from + 4; offset + 4 <= end; offset += 4) {
    const first = compound.readUInt16BE(offset);
    const mask = compound.readUInt16BE(offset + 2);
    lost.push({ ssrc, sequence: first });
    for (let bit = 0; bit < 16; bit++) {
      if ((mask & (1 << bit)) !== 0) lost.push({ ssrc, sequence: (first + 1 + bit) & 0xffff });
    }
  }
}
