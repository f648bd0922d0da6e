import { once } from 'node:events';
import { connect } from 'node:net';

/** One RTP packet as it arrived. */
export interface Arrival {
  channel: number;
  /** ms since 1970. */
  at: number;
  packet: Buffer;
}

/** The least of an RTSP client: interleaved, no login; for tests of the fleet (`rtspAuth: 'none'`). */
export class RtspClient {
  /** Status of the last reply. */
  status = 0;
  readonly #socket;
  readonly #onPacket: (arrival: Arrival) => void;
  #rest: Buffer = Buffer.alloc(0);
  #cseq = 0;
  #session = '';
  #reply: ((head: string) => void) | null = null;

  constructor(camera: { address: string; rtspPort: number }, onPacket: (arrival: Arrival) => void = () => undefined) {
    this.#onPacket = onPacket;
    this.#socket = connect(camera.rtspPort, camera.address);
    this.#socket.on('data', (data: Buffer) => {
      this.#read(data);
    });
    // What a test waits for then does not come.
    this.#socket.on('error', () => this.#reply?.(''));
    this.#socket.on('close', () => this.#reply?.(''));
  }

  #read(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const interleaved = this.#rest[0] === 0x24;
      const head = this.#rest.indexOf('\r\n\r\n') + 4;
      if (this.#rest.length < 4 || (!interleaved && head < 4)) return;
      const text = interleaved ? '' : this.#rest.subarray(0, head).toString('latin1');
      const body = Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      const length = interleaved ? 4 + this.#rest.readUInt16BE(2) : head + body;
      if (this.#rest.length < length) return;
      const packet = this.#rest.subarray(4, length);
      if (interleaved) this.#onPacket({ channel: this.#rest[1] ?? 0, at: Date.now(), packet });
      else this.#reply?.(text);
      this.#rest = this.#rest.subarray(length);
    }
  }

  /** @returns the reply's head; empty where the connection ended */
  async request(method: string, url: string, headers = ''): Promise<string> {
    const replied = new Promise<string>((resolve) => (this.#reply = resolve));
    const session = this.#session && `Session: ${this.#session}\r\n`;
    this.#socket.write(`${method} ${url} RTSP/1.0\r\nCSeq: ${++this.#cseq}\r\n${session}${headers}\r\n`);
    const head = await replied;
    this.status = Number(head.split(' ')[1] ?? 0);
    this.#session ||= /session: *([^;\r]+)/i.exec(head)?.[1] ?? '';
    return head;
  }

  /** Sets up the picture and plays. @returns the status of the request that decided */
  async play(url: string): Promise<number> {
    await this.request('SETUP', `${url}/trackID=0`, 'Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n');
    if (this.status === 200) await this.request('PLAY', url);
    return this.status;
  }

  async close(): Promise<void> {
    if (this.#socket.closed) return;
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }
}

/** Whether an RTP packet of H.264 begins a keyframe: STAP-A with the SPS, or an IDR slice. */
export function beginsKeyframe(packet: Buffer): boolean {
  const type = (packet[12] ?? 0) & 31;
  if (type === 28) return ((packet[13] ?? 0) & 0x9f) === 0x85;
  return type === 24 ? ((packet[15] ?? 0) & 31) === 7 : type === 5;
}
