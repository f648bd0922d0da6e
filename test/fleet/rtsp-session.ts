import type { Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { INTERLEAVED_HEADER } from './packetize.ts';
import { SoundPlayback, VideoPlayback, type PlaybackOptions } from './playback.ts';
import { RtpSender, type RtpSink } from './rtp.ts';

/** What a session plays. */
export interface SessionMedia {
  /** null: a video track is offered (or not), but nothing is sent. */
  video: PlaybackOptions | null;
  audio: 'PCMA' | 'PCMU' | null;
  trouble: PlaybackOptions['trouble'];
}

/** A reader that owes more than this, bytes, loses pictures until the next keyframe. */
const LARGEST_BACKLOG = 4 << 20;

/** Packets inside the RTSP connection: all of a picture in one write. */
export class InterleavedSink implements RtpSink {
  readonly #socket: Socket;
  readonly #onDrop: () => void;

  constructor(socket: Socket, onDrop: () => void) {
    this.#socket = socket;
    this.#onDrop = onDrop;
  }

  rtp(bytes: Buffer): boolean {
    if (this.#socket.writableLength > LARGEST_BACKLOG) {
      this.#onDrop();
      return false;
    }
    this.#socket.write(bytes);
    return true;
  }

  rtcp(packet: Buffer): void {
    this.#socket.write(packet);
  }
}

/** Packets over UDP. */
export class UdpSink implements RtpSink {
  readonly #sockets: { rtp: UdpSocket; rtcp: UdpSocket };
  readonly #address: string;
  readonly #port: number;

  constructor(sockets: { rtp: UdpSocket; rtcp: UdpSocket }, address: string, port: number) {
    this.#sockets = sockets;
    this.#address = address;
    this.#port = port;
  }

  rtp(bytes: Buffer, starts: Uint32Array): boolean {
    starts.forEach((start, i) => {
      const packet = bytes.subarray(start + INTERLEAVED_HEADER, starts[i + 1] ?? bytes.length);
      this.#sockets.rtp.send(packet, this.#port, this.#address);
    });
    return true;
  }

  rtcp(packet: Buffer): void {
    this.#sockets.rtcp.send(packet.subarray(INTERLEAVED_HEADER), this.#port + 1, this.#address);
  }
}

/** One RTSP session: up to a video and a sound track, set up one by one, then played. */
export class RtspSession {
  readonly id = randomBytes(6).toString('hex');
  readonly #media: SessionMedia;
  readonly #origin = Date.now();
  readonly #senders = new Map<0 | 1, RtpSender>();
  #video: VideoPlayback | null = null;
  #sound: SoundPlayback | null = null;
  #closed = false;

  constructor(media: SessionMedia) {
    this.#media = media;
  }

  /** @param track 0 video, 1 sound. @param channel of the interleaved pair */
  setup(track: 0 | 1, channel: number, sink: RtpSink): RtpSender {
    const sender = new RtpSender(track === 0 ? 90_000 : 8_000, channel, sink, this.#origin);
    this.#senders.set(track, sender);
    return sender;
  }

  /** Gets ready. @returns the value of RTP-Info; call `start()` when it has been sent */
  async prepare(uri: string): Promise<string> {
    const video = this.#senders.get(0);
    const sound = this.#senders.get(1);
    if (video && this.#media.video) this.#video ??= await VideoPlayback.create(this.#media.video, video);
    if (sound && this.#media.audio) {
      this.#sound ??= new SoundPlayback(this.#media.audio, sound, this.#media.trouble);
    }
    const now = Date.now();
    return [...this.#senders]
      .map(([track, sender]) => {
        return `url=${uri}/trackID=${track};seq=${sender.nextSequence};rtptime=${sender.timestamp(now)}`;
      })
      .join(',');
  }

  start(): void {
    if (this.#closed) return;
    this.#video?.start();
    this.#sound?.start();
  }

  async requestKeyframe(): Promise<void> {
    await this.#video?.requestKeyframe();
  }

  /** Nothing is sent any more. */
  close(): void {
    this.#closed = true;
    this.#video?.stop();
    this.#sound?.stop();
  }
}
