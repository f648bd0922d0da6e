import { createSocket, type Socket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Gop } from './gop.ts';
import { KeyframeTrack } from './keyframe-track.ts';
import { Replay } from './replay.ts';
import { readRtcp } from './rtcp.ts';
import { Rewriter, startsKeyframe } from './rtp.ts';

/** How one stream of a feed looks to mediasoup. */
export interface FeedTrack {
  ssrc: number;
  payloadType: number;
  /** Hz. */
  clockRate: number;
}

export interface FeedOptions {
  /** UDP port of the mediasoup plain transport, on 127.0.0.1. */
  port: number;
  video: FeedTrack;
  audio: FeedTrack | null;
  /** Memory for the GOP, bytes. */
  maxGopBytes?: number;
}

interface FeedEvents {
  /** A keyframe began. */
  keyframe: [];
  /** A keyframe is wanted and no GOP is kept that could answer; also when a source begins in the middle of a GOP. */
  wanted: [];
}

/** Counts since the feed began; times are ms of `performance.now()`, 0: never. */
export interface FeedStats {
  packets: number;
  bytes: number;
  keyframes: number;
  replays: number;
  replayedPackets: number;
  retransmitted: number;
  lastPacketAt: number;
  lastKeyframeAt: number;
}

const MAX_GOP_BYTES = 4 * 1024 * 1024;
/** A burst is paced so that no socket buffer on the way overflows. */
const BURST_PACKETS = 25;
const BURST_PAUSE_MS = 2;
/**
 * Live packets may overtake a replay by so many. SRTP takes packets that are 1024 late for replayed ones
 * (the window of mediasoup and of browsers), so behind a longer replay they wait.
 */
const MAX_OVERTAKING = 900;
const SOCKET_BUFFER_BYTES = 4_000_000;

/**
 * RTP in, RTP out to mediasoup, with the current GOP kept in between. When mediasoup asks for a keyframe, the very same
 * packets are sent again: a newcomer decodes at once, whoever watches already drops them as duplicates (SRTP replay).
 */
export class Feed extends EventEmitter<FeedEvents> {
  readonly stats: FeedStats = {
    packets: 0,
    bytes: 0,
    keyframes: 0,
    replays: 0,
    replayedPackets: 0,
    retransmitted: 0,
    lastPacketAt: 0,
    lastKeyframeAt: 0,
  };
  readonly #socket: Socket;
  readonly #videoSsrc: number;
  readonly #gop: Gop;
  readonly #video: Rewriter;
  readonly #audio: Rewriter | null;
  readonly #replay = new Replay(() => this.#play());
  readonly #keyframes = new Map<number, KeyframeTrack>();
  readonly #closing = new AbortController();
  /** The source has not yet sent a keyframe: nobody can decode what it sends. */
  #beginning = true;
  /** Whether its first packet has come. */
  #begun = false;
  /** Live packets behind a long replay. */
  #waiting: Buffer[] | null = null;
  #keyframeTime = 0;
  #heard = false;

  /** Binds a socket of its own on 127.0.0.1. */
  static async create(options: FeedOptions): Promise<Feed> {
    const socket = createSocket('udp4');
    socket.connect(options.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setSendBufferSize(SOCKET_BUFFER_BYTES);
    return new Feed(socket, options);
  }

  private constructor(socket: Socket, options: FeedOptions) {
    super();
    this.#socket = socket;
    this.#videoSsrc = options.video.ssrc;
    this.#gop = new Gop(options.maxGopBytes ?? MAX_GOP_BYTES);
    this.#video = new Rewriter(options.video);
    this.#audio = options.audio && new Rewriter(options.audio);
    socket.on('message', (message) => this.#onRtcp(message));
    // A worker that has just died refuses packets (ICMP): its room's close ends this feed.
    socket.on('error', () => {});
  }

  /** Another source begins to send pictures: its packets go on where those of the last source stopped. */
  restartVideo(): void {
    this.#gop.clear();
    for (const track of this.#keyframes.values()) track.restart();
    this.#video.restart();
    this.#beginning = true;
    this.#begun = false;
  }

  /** The same for sound, which may come before or after. */
  restartAudio(): void {
    this.#audio?.restart();
  }

  /** Somebody begins to watch: their requests for a keyframe are answered in any case. */
  welcome(): void {
    this.#replay.welcome();
  }

  /** Begins to send keyframes alone under this SSRC, too: the kept one at once, where there is one. */
  openKeyframes(ssrc: number): KeyframeTrack {
    const track = new KeyframeTrack(ssrc, (packets) => this.#sendPaced(packets));
    this.#keyframes.set(ssrc, track);
    for (const [at, packet] of this.#gop.packets.entries()) track.push(packet, at === 0);
    return track;
  }

  closeKeyframes(track: KeyframeTrack): void {
    this.#keyframes.delete(track.ssrc);
    track.close();
  }

  /** Takes one RTP packet; it is rewritten in place and kept, so the caller gives it away. */
  pushVideo(packet: Buffer): void {
    const now = performance.now();
    this.#count(packet, now);
    if (this.#beginning && !this.#begins(packet)) return;
    this.#video.rewrite(packet, now);
    const keyframe = this.#gop.push(packet);
    if (this.#waiting === null) this.#send(packet);
    else this.#waiting.push(packet);
    for (const track of this.#keyframes.values()) track.push(packet, keyframe);
    if (!keyframe) return;
    this.stats.keyframes++;
    this.stats.lastKeyframeAt = now;
    this.#keyframeTime = Date.now();
    this.emit('keyframe');
  }

  /** Whether anybody listens: until then sound is not passed on, as each packet costs the worker as much as a picture's. */
  hear(heard: boolean): void {
    if (heard && !this.#heard) this.#audio?.restart();
    this.#heard = heard;
  }

  pushAudio(packet: Buffer): void {
    if (this.#audio === null || !this.#heard) return;
    this.#audio.rewrite(packet, performance.now());
    this.#send(packet);
  }

  /** Bytes of the GOP kept now. */
  get gopBytes(): number {
    return this.#gop.bytes;
  }

  /** The picture that the kept GOP begins with, Annex B; null while it is incomplete. */
  get keyframe(): Buffer | null {
    return this.#gop.keyframe;
  }

  /** When the last keyframe began, ms since 1970; 0: never. */
  get keyframeTime(): number {
    return this.#keyframeTime;
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#replay.close();
    for (const track of this.#keyframes.values()) this.closeKeyframes(track);
    this.#socket.close();
    this.#gop.clear();
    this.removeAllListeners();
  }

  /**
   * Lets a source in at its first keyframe. What comes before builds on pictures of its own; passed on without a gap,
   * it would be decoded upon the last source's, and look it.
   */
  #begins(packet: Buffer): boolean {
    const first = !this.#begun;
    this.#begun = true;
    this.#beginning = !startsKeyframe(packet);
    if (this.#beginning && first) this.emit('wanted');
    return !this.#beginning;
  }

  #count(packet: Buffer, now: number): void {
    this.stats.packets++;
    this.stats.bytes += packet.length;
    this.stats.lastPacketAt = now;
  }

  #send(packet: Buffer): void {
    if (!this.#closing.signal.aborted) this.#socket.send(packet);
  }

  #onRtcp(message: Buffer): void {
    const requests = readRtcp(message);
    for (const { ssrc, sequence } of requests.lost) {
      const packet = (ssrc === this.#videoSsrc ? this.#gop : this.#keyframes.get(ssrc))?.find(sequence);
      if (packet === undefined) continue;
      this.stats.retransmitted++;
      this.#send(packet);
    }
    for (const ssrc of requests.keyframes) this.#onKeyframeRequest(ssrc);
  }

  #onKeyframeRequest(ssrc: number): void {
    const track = this.#keyframes.get(ssrc);
    if (track !== undefined) {
      if (!track.request()) this.emit('wanted');
    } else if (this.#gop.packets.length > 0) this.#replay.request(this.stats.lastKeyframeAt);
    else this.emit('wanted');
  }

  async #play(): Promise<void> {
    this.stats.replays++;
    // A copy: the live packets that come meanwhile go their own way.
    const burst = [...this.#gop.packets];
    if (burst.length > MAX_OVERTAKING) this.#waiting = [];
    await this.#sendPaced(burst);
    this.stats.replayedPackets += burst.length;
    for (const packet of this.#waiting ?? []) this.#send(packet);
    this.#waiting = null;
  }

  async #sendPaced(burst: readonly Buffer[]): Promise<void> {
    for (let from = 0; from < burst.length; from += BURST_PACKETS) {
      if (from > 0) await delay(BURST_PAUSE_MS);
      for (const packet of burst.slice(from, from + BURST_PACKETS)) this.#send(packet);
    }
  }
}
