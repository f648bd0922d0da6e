import type { PictureFormat } from './bitstream/picture-format.ts';
import { Pictures, type Picture } from './rtsp/pictures.ts';
import type { SdpVideo } from './rtsp/sdp.ts';

/** What can be learned from the pictures of a stream. */
export interface StudyResult extends Omit<PictureFormat, 'reorder'> {
  bFrames: boolean;
  /** Pictures from the first keyframe to the second, and bit/s over this time; 0 while there was no second. */
  gop: number;
  bitrate: number;
  /** The first keyframe, Annex B, and when it was whole. */
  keyframe: Buffer;
  keyframeAt: number;
}

/** So many pictures without a B slice: encoders use them in every group of two to eight. */
const ENOUGH = 10;
/** A measured rate is taken for the one that was told where they differ by less than this part. */
const TOLERANCE = 0.1;
/** Fewer pictures do not tell a rate. */
const FEWEST = 5;
/** More pictures are not kept: no look takes that long. */
const MOST = 3600;

/** Watches a stream until its facts are known: as short as possible, for each camera gives few sessions. */
export class Study {
  readonly #video: SdpVideo & { codec: 'H264' | 'H265' };
  readonly #wanted: number;
  readonly #pictures: Pictures;
  /** From the first keyframe on: timestamps in ticks since its own, and bytes. */
  readonly #seen: { ticks: number; bytes: number }[] = [];
  #first: (Picture & { key: NonNullable<Picture['key']> }) | null = null;
  #keyframes = 0;
  /** Pictures seen before the second keyframe. */
  #gop = 0;
  #bSlice = false;

  /** @param wanted how many keyframes are waited for */
  constructor(video: SdpVideo & { codec: 'H264' | 'H265' }, wanted: number) {
    this.#video = video;
    this.#wanted = wanted;
    this.#pictures = new Pictures(video, (picture) => this.#add(picture));
  }

  /** Takes an RTP packet. @param now ms. Returns whether it is one of the video's. */
  push(packet: Buffer, now: number): boolean {
    return this.#pictures.push(packet, now);
  }

  /** No more will come: the picture under way is taken as it is. */
  end(): void {
    this.#pictures.flush();
  }

  /** Nothing more is to be learned. */
  get done(): boolean {
    if (this.#first === null || this.#keyframes < this.#wanted) return false;
    const { reorder, fps } = this.#first.key.format;
    const told = (this.#video.fps || fps) > 0;
    return (told && (reorder !== null || this.#bSlice)) || this.#seen.length > ENOUGH;
  }

  /** What is known; null as long as there was no keyframe. */
  get result(): StudyResult | null {
    if (this.#first === null) return null;
    const { format, data } = this.#first.key;
    const told = this.#video.fps || format.fps;
    const measured = this.#rate();
    const near = Math.abs(measured - told) < TOLERANCE * told;
    return {
      ...{ width: format.width, height: format.height, fps: measured === 0 || near ? told : measured },
      bFrames: this.#bSlice || (format.reorder ?? 0) > 0,
      ...{ gop: this.#gopLength(), bitrate: this.#bitrate() },
      ...{ keyframe: data, keyframeAt: this.#first.at },
    };
  }

  #add(picture: Picture): void {
    const { key, timestamp, bytes } = picture;
    if (key !== null) {
      this.#keyframes++;
      if (this.#keyframes === 2) this.#gop = this.#seen.length;
      this.#first ??= { ...picture, key };
    }
    if (this.#first === null) return;
    this.#bSlice ||= picture.bSlice;
    // Ticks wrap at 32 bits; a look is far shorter than half of that.
    if (this.#seen.length < MOST) this.#seen.push({ ticks: (timestamp - this.#first.timestamp) | 0, bytes });
  }

  /** Ticks between two pictures as they are shown (those of B-frames come out of their order); 0: too few to say. */
  #spacing(): number {
    if (this.#seen.length < FEWEST) return 0;
    const ticks = this.#seen.map((one) => one.ticks).sort((a, b) => a - b);
    const steps = ticks.slice(1).map((tick, at) => tick - (ticks[at] ?? 0));
    const median = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
    // The mean, without the holes where pictures were left out.
    const usual = steps.filter((step) => Math.abs(step - median) < median / 2);
    return usual.reduce((sum, step) => sum + step, 0) / (usual.length || 1);
  }

  /** Pictures per second, measured. */
  #rate(): number {
    const spacing = this.#spacing();
    const rate = spacing > 0 ? this.#video.clockRate / spacing : 0;
    return rate <= 240 ? Math.round(rate * 100) / 100 : 0;
  }

  /** Pictures of the first whole GOP, with those that were left out on the way. */
  #gopLength(): number {
    const spacing = this.#spacing();
    const length = spacing > 0 ? Math.round((this.#seen[this.#gop]?.ticks ?? 0) / spacing) : 0;
    return this.#gop === 0 ? 0 : Math.max(this.#gop, length);
  }

  /** Over the first whole GOP: a keyframe alone would count for far too much. */
  #bitrate(): number {
    const next = this.#seen[this.#gop]?.ticks ?? 0;
    if (this.#gop === 0 || next <= 0) return 0;
    const bytes = this.#seen.slice(0, this.#gop).reduce((sum, one) => sum + one.bytes, 0);
    return Math.round((bytes * 8 * this.#video.clockRate) / next);
  }
}
