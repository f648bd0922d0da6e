import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { subClip, openClip } from '../../fleet/clip.ts';

/** A request as the device got it. */
export interface Request {
  method: string;
  uri: string;
  headers: Map<string, string>;
}

/** What is written back; null: nothing. */
export type Answer = (request: Request, socket: Socket) => string | Buffer | null;

/** An RTSP server that says what a test wants it to say. */
export interface ScriptedServer {
  url: string;
  /** All requests so far. */
  requests: Request[];
  /** Resolves when a client's connection has ended. */
  left: Promise<unknown>;
  close(): Promise<void>;
}

/** `path` may hold a query; the server listens on a port of 127.0.0.1. */
export async function startScripted(answer: Answer, path = '/ch1'): Promise<ScriptedServer> {
  const requests: Request[] = [];
  const sockets = new Set<Socket>();
  const { promise: left, resolve: leave } = Promise.withResolvers<undefined>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('close', () => leave(undefined));
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const request = parse(text.slice(0, end));
        text = text.slice(end + 4);
        requests.push(request);
        const said = answer(request, socket);
        if (said !== null) socket.write(said);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    const closed = once(server, 'close');
    server.close();
    await closed;
  };
  return { url: `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, requests, left, close };
}

function parse(head: string): Request {
  const [line = '', ...rest] = head.split('\r\n');
  const [method = '', uri = ''] = line.split(' ');
  const headers = rest.map((one): [string, string] => {
    const colon = one.indexOf(':');
    return [one.slice(0, colon).toLowerCase(), one.slice(colon + 1).trim()];
  });
  return { method, uri, headers: new Map(headers) };
}

/** An answer with the request's number. */
export function say(request: Request, status: number, headers = '', body = ''): string {
  const cseq = request.headers.get('cseq') ?? '';
  const length = Buffer.byteLength(body);
  return `RTSP/1.0 ${status} Said\r\nCSeq: ${cseq}\r\n${headers}Content-Length: ${length}\r\n\r\n${body}`;
}

export const SDP = 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=framerate:15\r\na=control:trackID=0\r\n';

/** The first pictures of a clip as they go over the wire, on channel 0. */
export async function firstPictures(count: number): Promise<Buffer> {
  const { frames } = await openClip(subClip(0, '', { seconds: 4, gopSeconds: 1 }), 0, true);
  let sequence = 0;
  const parts = frames.slice(0, count).map(({ bytes, starts }, index) => {
    const copy = Buffer.from(bytes);
    for (const start of starts) {
      copy.writeUInt16BE(sequence++, start + 6);
      copy.writeUInt32BE(index * 6000, start + 8);
    }
    return copy;
  });
  return Buffer.concat(parts);
}

/** A good camera, but for what `instead` says: a status, or an answer of its own. */
export function camera(pictures: Buffer, instead: Record<string, number | Answer> = {}): Answer {
  return (request, socket) => {
    const other = instead[request.method];
    if (typeof other === 'function') return other(request, socket);
    if (typeof other === 'number') return say(request, other);
    if (request.method === 'DESCRIBE') return say(request, 200, '', SDP);
    const session = 'Session: 12345678;timeout=60\r\n';
    if (request.method !== 'PLAY') return say(request, 200, session);
    return Buffer.concat([Buffer.from(say(request, 200, session)), pictures]);
  };
}
