import { parseAnnexB } from './annexb.ts';
import type { ClipSpec } from './encode.ts';

/** Largest RTP packet, bytes. */
const MTU = 1400;
const RTP_HEADER = 12;
/** `$`, channel, length: RFC 2326 section 10.12. */
export const INTERLEAVED_HEADER = 4;
/** Payload type of the video, dynamic. */
export const VIDEO_PAYLOAD_TYPE = 96;

/**
 * The packets of one picture, laid one after the other as RTSP interleaves them, with channel, sequence number,
 * timestamp and SSRC left open. A session copies the whole and fills these in: one copy and one write per picture.
 */
export interface PacketizedFrame {
  bytes: Buffer;
  /** Where each packet's interleaved header begins in `bytes`. */
  starts: Uint32Array;
  key: boolean;
  /** Place in presentation order, counted from the loop's beginning. */
  shown: number;
}

export interface PacketizedClip {
  frames: PacketizedFrame[];
  parameterSets: Buffer[];
}

/** RFC 6184: fragmentation units (FU-A). */
function fragmentH264(nal: Buffer, room: number): Buffer[] {
  const [head = 0] = nal;
  const parts: Buffer[] = [];
  for (let at = 1; at < nal.length; at += room - 2) {
    const end = Math.min(nal.length, at + room - 2);
    const flags = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    parts.push(Buffer.concat([Buffer.from([(head & 0xe0) | 28, flags | (head & 31)]), nal.subarray(at, end)]));
  }
  return parts;
}

/** RFC 7798: fragmentation units. */
function fragmentH265(nal: Buffer, room: number): Buffer[] {
  const [head = 0, layer = 0] = nal;
  const parts: Buffer[] = [];
  for (let at = 2; at < nal.length; at += room - 3) {
    const end = Math.min(nal.length, at + room - 3);
    const flags = (at === 2 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    const header = Buffer.from([(head & 0x81) | (49 << 1), layer, flags | (head >> 1)]);
    parts.push(Buffer.concat([header, nal.subarray(at, end)]));
  }
  return parts;
}

/** The small NAL units together: STAP-A (RFC 6184) or an aggregation packet (RFC 7798). */
function aggregate(nals: Buffer[], codec: ClipSpec['codec']): Buffer {
  const header = codec === 'H264' ? Buffer.from([24 | 0x60]) : Buffer.from([48 << 1, 1]);
  const parts = nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 255]), nal]);
  return Buffer.concat([header, ...parts]);
}

/** RTP payloads of one picture. */
export function payloads(parameterSets: Buffer[], slice: Buffer, codec: ClipSpec['codec']): Buffer[] {
  const room = MTU - RTP_HEADER;
  const whole = parameterSets.length > 0 ? [aggregate(parameterSets, codec)] : [];
  if (slice.length <= room) return [...whole, slice];
  return [...whole, ...(codec === 'H264' ? fragmentH264(slice, room) : fragmentH265(slice, room))];
}

/** Writes packets with open header fields; the last one of a picture carries the marker. */
export function layOut(parts: readonly Buffer[], payloadType: number): Pick<PacketizedFrame, 'bytes' | 'starts'> {
  const head = INTERLEAVED_HEADER + RTP_HEADER;
  const bytes = Buffer.alloc(parts.reduce((sum, part) => sum + head + part.length, 0));
  const starts = new Uint32Array(parts.length);
  let at = 0;
  for (const [i, part] of parts.entries()) {
    starts[i] = at;
    bytes[at] = 0x24;
    bytes.writeUInt16BE(RTP_HEADER + part.length, at + 2);
    bytes[at + 4] = 0x80;
    bytes[at + 5] = payloadType | (i === parts.length - 1 ? 0x80 : 0);
    bytes.set(part, at + head);
    at += head + part.length;
  }
  return { bytes, starts };
}

/** Cuts a clip into RTP packets. @param inBand whether parameter sets go before each keyframe */
export function packetize(data: Buffer, spec: Pick<ClipSpec, 'codec'>, inBand: boolean): PacketizedClip {
  const { parameterSets, units } = parseAnnexB(data, spec.codec);
  const frames = units.map(({ slice, key, shown }) => {
    const parts = payloads(key && inBand ? parameterSets : [], slice, spec.codec);
    return { ...layOut(parts, VIDEO_PAYLOAD_TYPE), key, shown };
  });
  // The originals would be kept alive whole by views on them.
  return { frames, parameterSets: parameterSets.map((nal) => Buffer.from(nal)) };
}

/**
 * The same loop, beginning so many pictures earlier: what stood first stands at `offset`. Not for clips with B-frames,
 * which have one phase.
 */
export function turn({ frames, parameterSets }: PacketizedClip, offset: number): PacketizedClip {
  if (offset === 0) return { frames, parameterSets };
  const cut = frames.length - (offset % frames.length);
  const turned = [...frames.slice(cut), ...frames.slice(0, cut)];
  return { frames: turned.map((frame, shown) => ({ ...frame, shown })), parameterSets };
}
