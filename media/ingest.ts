import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What comes of one push: RTP packets, for the receiver to keep. */
export interface IngestTrack {
  /** The push begins; `codec` as its SDP names it, upper case (`H264`, `H265`, `PCMA`). */
  onStart(codec: string): void;
  onPacket(packet: Buffer): void;
}

/** One place to push to, good for one connection at a time. */
export interface IngestPoint {
  /** For ffmpeg's `-f rtsp`. */
  url: string;
  /** Nothing is taken any more; a connection is closed. */
  close(): void;
}

const MAX_REQUEST_BYTES = 16 * 1024;
const INTERLEAVED = 0x24;

/**
 * The receiving half of RTSP (RFC 2326, 10.3 ANNOUNCE and 10.11 RECORD, interleaved only), on loopback.
 * ffmpeg pushes RTP here over TCP: no packet of a large keyframe is lost, as over UDP whenever the hub is busy for 2 ms,
 * and one read takes in many packets. One port serves all relays; a random path tells them apart.
 */
export class Ingest {
  readonly #server: Server;
  readonly #tracks = new Map<string, Entry>();
  readonly #sockets = new Set<Socket>();

  static async create(): Promise<Ingest> {
    const server = createServer({ noDelay: true });
    // Out of file descriptors: the ffmpeg that is not let in ends, and its relay tries again.
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Ingest(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#serve(socket));
  }

  open(track: IngestTrack): IngestPoint {
    const path = randomBytes(16).toString('hex');
    this.#tracks.set(path, { track, socket: null });
    const { port } = this.#server.address() as AddressInfo;
    return {
      url: `rtsp://127.0.0.1:${port}/${path}`,
      close: () => {
        this.#tracks.get(path)?.socket?.destroy();
        this.#tracks.delete(path);
      },
    };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#tracks.clear();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    let entry: Entry | null = null;
    let rest: Buffer = Buffer.alloc(0);
    const onRequest = (request: RtspRequest): void => {
      entry ??= this.#enter(request.path, socket);
      if (entry === null) {
        socket.end(reply(request, '404 Not Found'));
        socket.destroySoon();
        return;
      }
      if (request.method === 'ANNOUNCE') entry.track.onStart(codecOf(request.body));
      socket.write(reply(request, '200 OK', request.method === 'SETUP' ? `Transport: ${request.transport}\r\n` : ''));
    };
    this.#sockets.add(socket);
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const left = consume(rest, onRequest, (packet) => entry?.track.onPacket(packet));
      if (left === null) socket.destroy();
      else rest = left;
    });
    // A killed ffmpeg resets the connection: its exit, not this, is what the relay acts upon.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (entry !== null) entry.socket = null;
    });
  }

  /** The place at this path, if it is free; from now on it is the socket's. */
  #enter(path: string, socket: Socket): Entry | null {
    const entry = this.#tracks.get(path);
    if (entry === undefined || entry.socket !== null) return null;
    entry.socket = socket;
    return entry;
  }
}

interface Entry {
  track: IngestTrack;
  socket: Socket | null;
}

interface RtspRequest {
  method: string;
  /** First segment of the URL's path; ffmpeg adds a second for each stream. */
  path: string;
  sequence: string;
  transport: string;
  body: string;
}

/** Takes all that is whole out of `data`; returns what is left, or null where it cannot be RTSP. */
function consume(
  data: Buffer,
  onRequest: (request: RtspRequest) => void,
  onPacket: (packet: Buffer) => void,
): Buffer | null {
  let offset = 0;
  while (offset + 4 <= data.length) {
    if (data.readUInt8(offset) === INTERLEAVED) {
      const end = offset + 4 + data.readUInt16BE(offset + 2);
      if (end > data.length) break;
      // Even channels carry RTP, odd ones RTCP (the sender reports are not needed).
      if (data.readUInt8(offset + 1) % 2 === 0 && end - offset >= 16) onPacket(data.subarray(offset + 4, end));
      offset = end;
      continue;
    }
    const head = data.indexOf('\r\n\r\n', offset);
    if (head === -1) return data.length - offset > MAX_REQUEST_BYTES ? null : data.subarray(offset);
    const text = data.toString('latin1', offset, head);
    const length = Number(/^content-length: *(\d{1,5})$/im.exec(text)?.[1] ?? 0);
    const end = head + 4 + length;
    if (end > data.length) break;
    const request = parseRequest(text, data.toString('utf8', head + 4, end));
    if (request === null) return null;
    onRequest(request);
    offset = end;
  }
  return data.subarray(offset);
}

function parseRequest(head: string, body: string): RtspRequest | null {
  const line = /^([A-Z_]+) rtsp:\/\/[^ /]+\/([^ /]*)[^ ]* RTSP\/1\.0/.exec(head);
  if (line === null) return null;
  return {
    method: line[1] ?? '',
    path: line[2] ?? '',
    sequence: /^cseq: *(\d+)/im.exec(head)?.[1] ?? '0',
    transport: /^transport: *([^\r\n]+)/im.exec(head)?.[1] ?? '',
    body,
  };
}

function reply(request: RtspRequest, status: string, more = ''): string {
  return `RTSP/1.0 ${status}\r\nCSeq: ${request.sequence}\r\nSession: 1\r\n${more}\r\n`;
}

/** The encoding name of an SDP's only track (RFC 8866, rtpmap); payload types 0 and 8 need none. */
function codecOf(sdp: string): string {
  const named = /^a=rtpmap:\d+ ([^/\s]+)\//im.exec(sdp)?.[1];
  if (named !== undefined) return named.toUpperCase();
  return /^m=audio \d+ \S+ 8\b/m.test(sdp) ? 'PCMA' : 'PCMU';
}
