/** An RTSP reply (RFC 2326, section 7). */
export interface RtspReply {
  status: number;
  /** Lower-case names; a header that came more than once has all its values. */
  headers: Map<string, string[]>;
  body: string;
}

/** What a connection carries: replies, and packets in between (section 10.12). */
export interface RtspEvents {
  onReply(reply: RtspReply): void;
  onPacket(channel: number, packet: Buffer): void;
}

const MAX_HEAD = 16 * 1024;
const MAX_BODY = 64 * 1024;
const DOLLAR = 0x24;
const CR = 13;
const LF = 10;

/**
 * Cuts the bytes of a connection into replies and packets, however they are split into reads. A packet given away is a
 * view of the read: copy what is to be kept.
 */
export class RtspReader {
  readonly #events: RtspEvents;
  #rest: Buffer = Buffer.alloc(0);

  constructor(events: RtspEvents) {
    this.#events = events;
  }

  /** Bytes of what is not yet whole. */
  get pending(): number {
    return this.#rest.length;
  }

  /** Returns false where it cannot be RTSP, or holds more than any device has to say. */
  push(chunk: Buffer): boolean {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let offset = 0;
    for (;;) {
      const taken = this.#take(data, offset);
      if (taken === null) return false;
      if (taken === 0) break;
      offset += taken;
    }
    // A copy of the little that is left: a view would keep the whole read alive.
    this.#rest = offset < data.length ? Buffer.from(data.subarray(offset)) : Buffer.alloc(0);
    return true;
  }

  /** Takes one thing at `from`. Returns its length; 0 where it is not yet whole, null where it makes no sense. */
  #take(data: Buffer, from: number): number | null {
    const first = data[from];
    if (first === undefined) return 0;
    if (first === DOLLAR) {
      if (data.length < from + 4) return 0;
      const end = from + 4 + data.readUInt16BE(from + 2);
      if (end > data.length) return 0;
      this.#events.onPacket(data.readUInt8(from + 1), data.subarray(from + 4, end));
      return end - from;
    }
    // Line breaks between two messages are let pass, as HTTP servers do.
    if (first === CR || first === LF) return 1;
    return this.#takeMessage(data, from);
  }

  #takeMessage(data: Buffer, from: number): number | null {
    // A reply, or a request of the device's own (OPTIONS, REDIRECT, ...), which is not answered.
    if (!/^[A-Z_]{0,3}$/.test(data.toString('latin1', from, from + 3))) return null;
    const head = data.indexOf('\r\n\r\n', from);
    if (head === -1) return data.length - from > MAX_HEAD ? null : 0;
    if (head - from > MAX_HEAD) return null;
    const lines = data.toString('utf8', from, head).split(/\r\n/);
    const headers = readHeaders(lines.slice(1));
    const length = headers.get('content-length')?.[0] ?? '0';
    if (!/^\d{1,6}$/.test(length) || Number(length) > MAX_BODY) return null;
    const end = head + 4 + Number(length);
    if (end > data.length) return 0;
    const line = lines[0] ?? '';
    const status = /^RTSP\/\d\.\d (\d{3})(?: |$)/.exec(line)?.[1];
    if (status !== undefined)
      this.#events.onReply({ status: Number(status), headers, body: data.toString('utf8', head + 4, end) });
    else if (!/^[A-Z_]+ \S+ RTSP\/\d\.\d$/.test(line)) return null;
    return end - from;
  }
}

function readHeaders(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(line.slice(colon + 1).trim());
    headers.set(name, values);
  }
  return headers;
}
