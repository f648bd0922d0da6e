import { MAX_REPLAY_PACKETS } from './gop.ts';
import { Replay } from './replay.ts';
import { sequenceDistance } from './rtp.ts';

/** Of the second byte of an RTP packet: the picture ends here (RFC 6184, 5.1). */
const MARKER = 0x80;

/**
 * A stream of a feed's keyframes alone, for those who cannot draw more: each is sent when it is whole, under an SSRC of
 * its own, with sequence numbers that have no gap and the timestamps that it had. The last one is kept, so that a
 * newcomer decodes at once.
 */
export class KeyframeTrack {
  readonly ssrc: number;
  readonly #send: (packets: readonly Buffer[]) => Promise<void>;
  readonly #replay: Replay;
  /** Packets of the keyframe that is coming; not ours, so not to be changed. Null: it is over, or was too long. */
  #coming: Buffer[] | null = null;
  #last: readonly Buffer[] = [];
  #lastAt = 0;
  #sequence = Math.floor(Math.random() * 0x8000);

  /** @param send sends packets so that they do not overflow a buffer */
  constructor(ssrc: number, send: (packets: readonly Buffer[]) => Promise<void>) {
    this.ssrc = ssrc;
    this.#send = send;
    this.#replay = new Replay(() => this.#send(this.#last));
  }

  /** Takes the next packet of the whole stream. @param begins whether a keyframe begins with it */
  push(packet: Buffer, begins: boolean): void {
    const [first] = this.#coming ?? [];
    // A later picture tells that this one is whole.
    if (first !== undefined && (begins || packet.readUInt32BE(4) !== first.readUInt32BE(4))) this.#flush();
    if (begins) this.#coming = [packet];
    else this.#coming?.push(packet);
    if ((this.#coming?.length ?? 0) > MAX_REPLAY_PACKETS) this.#coming = null;
  }

  /** The source is another one: what has come of a keyframe will never be whole. */
  restart(): void {
    this.#coming = null;
  }

  /** Somebody begins to watch. */
  welcome(): void {
    this.#replay.welcome();
  }

  /** A keyframe is asked for. Returns whether there is one. */
  request(): boolean {
    if (this.#last.length === 0) return false;
    this.#replay.request(this.#lastAt);
    return true;
  }

  /** The packet of this sequence number, while it is kept. */
  find(sequence: number): Buffer | undefined {
    const [first] = this.#last;
    return first && this.#last[sequenceDistance(first.readUInt16BE(2), sequence)];
  }

  close(): void {
    this.#replay.close();
    this.#coming = null;
    this.#last = [];
  }

  #flush(): void {
    const packets = this.#coming ?? [];
    this.#coming = null;
    this.#lastAt = performance.now();
    this.#last = packets.map((packet, at) => {
      const copy = Buffer.from(packet);
      const ends = at === packets.length - 1 ? MARKER : 0;
      copy.writeUInt8((packet.readUInt8(1) & ~MARKER) | ends, 1);
      copy.writeUInt16BE(this.#sequence, 2);
      copy.writeUInt32BE(this.ssrc, 8);
      this.#sequence = (this.#sequence + 1) & 0xffff;
      return copy;
    });
    void this.#send(this.#last);
  }
}
