import { createSocket, type Socket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Gop } from './gop.ts';
import { readRtcp } from './rtcp.ts';
import { Rewriter } from './rtp.ts';

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
  /** A keyframe is wanted and no GOP is kept that could answer. */
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
/** How long after a newcomer's arrival a request for a keyframe is taken for theirs. */
const WELCOME_MS = 2000;
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
  readonly #gop: Gop;
  readonly #video: Rewriter;
  readonly #audio: Rewriter | null;
  readonly #closing = new AbortController();
  #welcomeUntil = 0;
  #replaying = false;
  #replayAgain = false;
  #nextReplayAt = 0;

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
    this.#gop = new Gop(options.maxGopBytes ?? MAX_GOP_BYTES);
    this.#video = new Rewriter(options.video);
    this.#audio = options.audio && new Rewriter(options.audio);
    socket.on('message', (message) => this.#onRtcp(message));
    // A worker that has just died refuses packets (ICMP): its room's close ends this feed.
    socket.on('error', () => {});
  }

  /** Another source begins to send: its packets go on where the last source stopped. */
  restart(): void {
    this.#gop.clear();
    this.#video.restart();
    this.#audio?.restart();
  }

  /** Somebody begins to watch: their requests for a keyframe are answered in any case. */
  welcome(): void {
    this.#welcomeUntil = performance.now() + WELCOME_MS;
  }

  /** Takes one RTP packet; it is rewritten in place and kept, so the caller gives it away. */
  pushVideo(packet: Buffer): void {
    const now = performance.now();
    this.#count(packet, now);
    this.#video.rewrite(packet, now);
    const keyframe = this.#gop.push(packet);
    this.#send(packet);
    if (!keyframe) return;
    this.stats.keyframes++;
    this.stats.lastKeyframeAt = now;
    this.emit('keyframe');
  }

  pushAudio(packet: Buffer): void {
    if (this.#audio === null) return;
    this.#audio.rewrite(packet, performance.now());
    this.#send(packet);
  }

  /** Bytes of the GOP kept now. */
  get gopBytes(): number {
    return this.#gop.bytes;
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#socket.close();
    this.#gop.clear();
    this.removeAllListeners();
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
    for (const { sequence } of requests.lost) {
      const packet = this.#gop.find(sequence);
      if (packet === undefined) continue;
      this.stats.retransmitted++;
      this.#send(packet);
    }
    if (requests.keyframe) this.#onKeyframeRequest();
  }

  /**
   * A newcomer is always answered. Anybody else asks because packets were lost on the way: the answer goes to all
   * viewers, so it may at most double the stream (one replay per length of the GOP).
   */
  #onKeyframeRequest(): void {
    if (this.#gop.packets.length === 0) {
      this.emit('wanted');
      return;
    }
    if (this.#replaying) {
      this.#replayAgain = true;
      return;
    }
    const now = performance.now();
    if (now > this.#welcomeUntil && now < this.#nextReplayAt) return;
    this.#nextReplayAt = now + Math.max(1000, now - this.stats.lastKeyframeAt);
    void this.#replay();
  }

  async #replay(): Promise<void> {
    this.#replaying = true;
    do {
      this.#replayAgain = false;
      this.stats.replays++;
      // A copy: the live packets that come meanwhile go their own way, in order, behind these.
      const burst = [...this.#gop.packets];
      for (const [index, packet] of burst.entries()) {
        if (this.#closing.signal.aborted) return;
        this.#send(packet);
        this.stats.replayedPackets++;
        if (index % BURST_PACKETS === BURST_PACKETS - 1) await delay(BURST_PAUSE_MS);
      }
    } while (this.#replayAgain);
    this.#replaying = false;
  }
}
