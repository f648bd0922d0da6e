import { annexB } from '../bitstream/annex-b.ts';
import * as h264 from '../bitstream/h264.ts';
import * as h265 from '../bitstream/h265.ts';
import type { PictureFormat } from '../bitstream/picture-format.ts';
import { payloadOffset, sequenceDistance } from '../rtp.ts';
import { MAX_UNIT_BYTES } from './depacketizer.ts';
import { H264Depacketizer } from './h264-payload.ts';
import { H265Depacketizer } from './h265-payload.ts';
import type { SdpVideo } from './sdp.ts';

/** One picture of a stream (an access unit). */
export interface Picture {
  /** RTP timestamp. */
  timestamp: number;
  /** Bytes of its packets. */
  bytes: number;
  /** It has a slice that refers to later pictures, too. */
  bSlice: boolean;
  /** It can be decoded by itself: Annex B with parameter sets, and what those say; else null. */
  key: { data: Buffer; format: PictureFormat } | null;
  /** When its last packet came, on the clock of {@link Pictures.push}. */
  at: number;
}

const MAX_UNITS = 256;

/**
 * Puts a stream's packets together to pictures. A picture ends where the next timestamp begins: markers are set by some
 * cameras on every unit, and by some never.
 */
export class Pictures {
  readonly #codec: 'H264' | 'H265';
  readonly #payloadType: number;
  readonly #depacketizer: H264Depacketizer | H265Depacketizer;
  readonly #onPicture: (picture: Picture) => void;
  /** The latest parameter sets: told in advance, or seen. */
  #sets: Buffer[];
  #units: Buffer[] = [];
  #unitBytes = 0;
  #bytes = 0;
  #timestamp: number | null = null;
  #sequence: number | null = null;
  #at = 0;
  #broken = false;

  constructor(video: SdpVideo & { codec: 'H264' | 'H265' }, onPicture: (picture: Picture) => void) {
    this.#codec = video.codec;
    this.#payloadType = video.payloadType;
    this.#depacketizer = video.codec === 'H264' ? new H264Depacketizer() : new H265Depacketizer();
    this.#onPicture = onPicture;
    this.#sets = video.parameterSets;
  }

  /** Takes an RTP packet. @param now ms. Returns false where it is none of the video's. */
  push(packet: Buffer, now: number): boolean {
    const start = payloadOffset(packet);
    if (start === null || (packet.readUInt8(1) & 0x7f) !== this.#payloadType) return false;
    const padding = (packet.readUInt8(0) & 0x20) !== 0 ? packet.readUInt8(packet.length - 1) : 0;
    const [sequence, timestamp] = [packet.readUInt16BE(2), packet.readUInt32BE(4)];
    const step = this.#sequence === null ? 1 : sequenceDistance(this.#sequence, sequence);
    this.#sequence = sequence;
    // What was lost may be the end of one picture or the beginning of the next: neither counts as whole.
    this.#broken ||= step !== 1;
    if (timestamp !== this.#timestamp) this.flush();
    this.#broken ||= step !== 1;
    if (step !== 1) this.#depacketizer.lose();
    this.#timestamp = timestamp;
    this.#at = now;
    this.#bytes += packet.length;
    for (const unit of this.#depacketizer.push(packet.subarray(start, packet.length - padding))) this.#add(unit);
    return true;
  }

  /** Ends the picture under way, as at the end of the stream. */
  flush(): void {
    this.#keepSets();
    if (this.#timestamp !== null && this.#units.some((unit) => this.#isSlice(unit))) {
      const key = this.#broken ? null : this.#readKey();
      const bSlice = this.#codec === 'H264' && this.#units.some((unit) => h264.sliceType(unit) === 'B');
      this.#onPicture({ timestamp: this.#timestamp, bytes: this.#bytes, bSlice, key, at: this.#at });
    }
    this.#units = [];
    this.#unitBytes = 0;
    this.#bytes = 0;
    this.#timestamp = null;
    this.#broken = false;
  }

  #add(unit: Buffer): void {
    this.#unitBytes += unit.length;
    if (this.#unitBytes > MAX_UNIT_BYTES || this.#units.length >= MAX_UNITS) {
      this.#broken = true;
      return;
    }
    this.#units.push(unit);
  }

  /** The sets of a picture take the place of all earlier ones of their types; there may be several of a type. */
  #keepSets(): void {
    const { isParameterSet, typeOf } = this.#codec === 'H264' ? h264 : h265;
    const own = this.#units.filter(isParameterSet);
    if (own.length === 0) return;
    const types = new Set(own.map(typeOf));
    this.#sets = [...this.#sets.filter((set) => !types.has(typeOf(set))), ...own].sort((a, b) => typeOf(a) - typeOf(b));
  }

  #isSlice(unit: Buffer): boolean {
    return this.#codec === 'H264' ? h264.isSlice(unit) : h265.isSlice(unit);
  }

  #readKey(): Picture['key'] {
    const { isDecoded, isParameterSet, isSps, readSps } = this.#codec === 'H264' ? h264 : h265;
    if (!this.#isKey()) return null;
    const sps = this.#sets.find(isSps);
    const format = sps && readSps(sps);
    if (!format) return null;
    const rest = this.#units.filter((unit) => isDecoded(unit) && !isParameterSet(unit));
    return { data: annexB([...this.#sets, ...rest]), format };
  }

  #isKey(): boolean {
    if (this.#codec === 'H265') return this.#units.some(h265.isRandomAccess);
    if (this.#units.some(h264.isIdr)) return true;
    // Encoders without IDR: nothing but I slices where decoding may begin.
    const begins = this.#units.some((unit) => h264.isRecoveryPoint(unit) || h264.isSps(unit));
    const slices = this.#units.filter(h264.isSlice);
    return begins && slices.every((unit) => h264.sliceType(unit) === 'I');
  }
}
