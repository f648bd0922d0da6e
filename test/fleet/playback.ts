import { openClip, type ClipSpec } from './clip.ts';
import { keyframeOffset } from './encode.ts';
import { pacer } from './pacer.ts';
import type { PacketizedClip, PacketizedFrame } from './packetize.ts';
import type { RtpSender } from './rtp.ts';
import { openSpoilt, spoiltKind, type SpoiltKind } from './spoilt.ts';
import { tonePackets, TONE_PACKET_MS } from './tone.ts';

/** What is wrong with the stream at the moment; read before each picture. */
export interface StreamTrouble {
  /** `stall`: nothing is sent; `no-keyframe`: keyframes are left out; `black`, `blank`, `frozen`: other pictures. */
  readonly stream: 'stall' | 'no-keyframe' | 'no-video' | SpoiltKind | null;
}

export interface PlaybackOptions {
  clip: ClipSpec;
  inBand: boolean;
  /** Whether a session begins with a keyframe, or where the shared encoder happens to be. */
  startsAtKeyframe: boolean;
  trouble: () => StreamTrouble;
}

/** More pictures late than this many seconds, and the session goes on at the next keyframe instead. */
const CATCH_UP_SECONDS = 2;

/** Loading all phases of a clip takes less than a second: then none is late any more. */
const MOST_PHASES = 10;

/** Plays a clip in step with the wall clock: picture `floor(now * fps / 1000)` of an endless loop. */
export class VideoPlayback {
  readonly #options: PlaybackOptions;
  readonly #sender: RtpSender;
  #playing: PacketizedClip;
  /** Takes over at its next keyframe. */
  #following: PacketizedClip | null = null;
  /** What is wrong with the pictures that play, or are being loaded. */
  #spoilt: SpoiltKind | null;
  /** Counted from 1970. */
  #next: number;
  #needsKeyframe: boolean;
  #remove: (() => void) | null = null;

  private constructor(
    options: PlaybackOptions,
    sender: RtpSender,
    playing: PacketizedClip,
    first: number,
    spoilt: SpoiltKind | null,
  ) {
    this.#options = options;
    this.#spoilt = spoilt;
    this.#sender = sender;
    this.#playing = playing;
    this.#next = first;
    this.#needsKeyframe = options.startsAtKeyframe;
  }

  /** Loads the encoding whose keyframe comes next. Nothing is sent before `start()`. */
  static async create(options: PlaybackOptions, sender: RtpSender): Promise<VideoPlayback> {
    const { clip, startsAtKeyframe } = options;
    const spoilt = spoiltKind(options.trouble().stream);
    const choose = (): number => (startsAtKeyframe ? nextPhase(clip, currentFrame(clip)) : 0);
    let phase = choose();
    let playing = await openPictures(options, spoilt, phase);
    // Loading took so long that this keyframe is past, and the next one of this phase a whole GOP away.
    for (let tries = 0; tries < MOST_PHASES && phase !== choose(); tries++) {
      phase = choose();
      playing = await openPictures(options, spoilt, phase);
    }
    return new VideoPlayback(options, sender, playing, currentFrame(clip) + 1, spoilt);
  }

  start(): void {
    // Sound and loading may have taken a while.
    this.#next = currentFrame(this.#options.clip) + 1;
    this.#remove ??= pacer.add(this.#options.clip.fps, this);
  }

  stop(): void {
    this.#remove?.();
    this.#remove = null;
  }

  /** Changes over to the encoding whose keyframe comes next, as an encoder makes one when asked to. */
  async requestKeyframe(): Promise<void> {
    const { clip } = this.#options;
    const spoilt = this.#spoilt;
    const following = await openPictures(this.#options, spoilt, nextPhase(clip, this.#next));
    // Whoever asked last, for other pictures, wins.
    if (spoilt === this.#spoilt) this.#following = following;
  }

  /** Pacer's call. */
  due(now: number): void {
    const { fps } = this.#options.clip;
    const last = Math.floor((now * fps) / 1000);
    if (last - this.#next > CATCH_UP_SECONDS * fps) {
      this.#next = last;
      this.#needsKeyframe = true;
    }
    for (; this.#next <= last; this.#next++) this.#send(this.#next);
    if (this.#options.trouble().stream !== 'stall') this.#sender.report(now);
  }

  #send(picture: number): void {
    const { fps } = this.#options.clip;
    const { stream } = this.#options.trouble();
    this.#change(spoiltKind(stream));
    if (this.#following && at(this.#following, picture)?.key) {
      this.#playing = this.#following;
      this.#following = null;
    }
    const frame = at(this.#playing, picture);
    if (!frame || stream === 'stall' || stream === 'no-video') return;
    if (frame.key && stream === 'no-keyframe') return;
    if (this.#needsKeyframe && !frame.key && stream !== 'no-keyframe') return;
    const shown = picture - (picture % this.#playing.frames.length) + frame.shown;
    this.#needsKeyframe = !this.#sender.send(frame, (shown * 1000) / fps);
  }

  /** The fault began or ended while the session plays. */
  #change(spoilt: SpoiltKind | null): void {
    if (spoilt === this.#spoilt) return;
    this.#spoilt = spoilt;
    // Without ffmpeg there are no such pictures; whoever set the fault has been told.
    this.requestKeyframe().catch((error: unknown) => process.emitWarning(String(error)));
  }
}

function at(clip: PacketizedClip, picture: number): PacketizedFrame | undefined {
  return clip.frames[picture % clip.frames.length];
}

function openPictures(options: PlaybackOptions, spoilt: SpoiltKind | null, phase: number): Promise<PacketizedClip> {
  const { clip, inBand } = options;
  return spoilt ? openSpoilt(spoilt, clip, phase) : openClip(clip, phase, inBand);
}

/** Plays the beep; in step with the wall clock too. */
export class SoundPlayback {
  readonly #codec: 'PCMA' | 'PCMU';
  readonly #sender: RtpSender;
  readonly #trouble: () => StreamTrouble;
  #next = 0;
  #remove: (() => void) | null = null;

  constructor(codec: 'PCMA' | 'PCMU', sender: RtpSender, trouble: () => StreamTrouble) {
    this.#codec = codec;
    this.#sender = sender;
    this.#trouble = trouble;
  }

  start(): void {
    this.#next = Math.floor(Date.now() / TONE_PACKET_MS) + 1;
    this.#remove ??= pacer.add(1000 / TONE_PACKET_MS, this);
  }

  stop(): void {
    this.#remove?.();
    this.#remove = null;
  }

  /** Pacer's call. */
  due(now: number): void {
    const last = Math.floor(now / TONE_PACKET_MS);
    const packets = tonePackets(this.#codec);
    for (; this.#next <= last; this.#next++) {
      const packet = packets[this.#next % packets.length];
      if (packet && this.#trouble().stream !== 'stall') this.#sender.send(packet, this.#next * TONE_PACKET_MS);
    }
    if (this.#trouble().stream !== 'stall') this.#sender.report(now);
  }
}

function currentFrame(clip: ClipSpec): number {
  return Math.floor((Date.now() * clip.fps) / 1000);
}

/** The phase that has a keyframe soonest after picture `from`. */
function nextPhase(clip: ClipSpec, from: number): number {
  const gop = clip.gopSeconds * clip.fps;
  const waits = Array.from({ length: clip.phases }, (_, phase) => {
    return (keyframeOffset(clip, phase) - ((from + 1) % gop) + gop) % gop;
  });
  return waits.indexOf(Math.min(...waits));
}
