/** One RTSP request. Header names are in lower case. */
export interface RtspRequest {
  method: string;
  uri: string;
  headers: Map<string, string>;
}

const LARGEST = 64 * 1024;

/** Cuts what a client sends into requests; interleaved RTCP between them is dropped. */
export class RtspParser {
  #rest: Buffer = Buffer.alloc(0);

  /** @throws RangeError where it is not RTSP */
  *feed(data: Buffer): Generator<RtspRequest> {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, data]) : data;
    for (;;) {
      if (this.#rest[0] === 0x24) {
        if (this.#rest.length < 4) return;
        const length = 4 + this.#rest.readUInt16BE(2);
        if (this.#rest.length < length) return;
        this.#rest = this.#rest.subarray(length);
        continue;
      }
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end === -1) {
        if (this.#rest.length > LARGEST) throw new RangeError('request too large');
        return;
      }
      const request = parseHead(this.#rest.subarray(0, end).toString('latin1'));
      const body = Number(request.headers.get('content-length') ?? 0);
      if (!(body >= 0 && body <= LARGEST)) throw new RangeError('body too large');
      if (this.#rest.length < end + 4 + body) return;
      this.#rest = this.#rest.subarray(end + 4 + body);
      yield request;
    }
  }
}

function parseHead(text: string): RtspRequest {
  const [first = '', ...lines] = text.trimStart().split('\r\n');
  const [method, uri, version] = first.split(' ');
  if (!method || !uri || version !== 'RTSP/1.0') throw new RangeError('not RTSP/1.0');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, uri, headers };
}

const REASONS = new Map([
  [200, 'OK'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [404, 'Not Found'],
  [453, 'Not Enough Bandwidth'],
  [454, 'Session Not Found'],
  [455, 'Method Not Valid in This State'],
  [461, 'Unsupported Transport'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [503, 'Service Unavailable'],
]);

/** A reply as it goes over the wire. */
export function rtspReply(status: number, cseq: string, headers: Record<string, string> = {}, body = ''): string {
  const all: Record<string, string> = { CSeq: cseq, ...headers };
  if (body) all['Content-Length'] = String(Buffer.byteLength(body));
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `RTSP/1.0 ${status} ${REASONS.get(status) ?? 'Error'}\r\n${lines.join('')}\r\n${body}`;
}
