/** What a test's RTP packet holds; the rest is as a camera's. */
export interface PacketFields {
  sequence?: number;
  timestamp?: number;
  ssrc?: number;
  payloadType?: number;
  marker?: boolean;
  /** Payload; by default a piece of a picture that is no keyframe. */
  payload?: readonly number[];
}

/** Payloads by what they are (RFC 6184). */
export const PAYLOADS = {
  sps: [0x67, 0x42, 0xe0, 0x1f],
  idr: [0x65, 1, 2, 3],
  slice: [0x41, 1, 2, 3],
  /** SPS and PPS in one packet. */
  stapA: [0x78, 0, 4, 0x67, 0x42, 0xe0, 0x1f, 0, 2, 0x68, 0xce],
  /** Two pieces of an SPS. */
  fuStart: [0x7c, 0x87, 0x42, 0xe0],
  fuEnd: [0x7c, 0x47, 0x1f],
} as const;

/** A packet as on the wire (RFC 3550). */
export function rtpPacket(fields: PacketFields = {}): Buffer {
  const { sequence = 0, timestamp = 0, ssrc = 7, payloadType = 96, marker = false, payload = PAYLOADS.slice } = fields;
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8((marker ? 0x80 : 0) | payloadType, 1);
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** Sequence number of a packet. */
export function sequenceOf(packet: Buffer): number {
  return packet.readUInt16BE(2);
}

/** RTCP: a request for a keyframe (PLI, RFC 4585, 6.3.1). */
export function pli(ssrc = 1000): Buffer {
  return feedback(206, 1, ssrc, []);
}

/** RTCP: packets asked for again (generic NACK, RFC 4585, 6.2.1), as pairs of first number and mask. */
export function nack(pairs: readonly (readonly [number, number])[], ssrc = 1000): Buffer {
  return feedback(205, 1, ssrc, pairs);
}

function feedback(type: number, format: number, ssrc: number, pairs: readonly (readonly [number, number])[]): Buffer {
  const packet = Buffer.alloc(12 + 4 * pairs.length);
  packet.writeUInt8(0x80 | format, 0);
  packet.writeUInt8(type, 1);
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(ssrc, 8);
  for (const [index, [first, mask]] of pairs.entries()) {
    packet.writeUInt16BE(first, 12 + 4 * index);
    packet.writeUInt16BE(mask, 14 + 4 * index);
  }
  return packet;
}
