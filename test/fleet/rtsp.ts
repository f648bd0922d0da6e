import type { Socket } from 'node:net';
import type { Admission } from './admission.ts';
import type { AuthScheme, Gatekeeper } from './credentials.ts';
import type { Counters, Faults } from './faults.ts';
import { RtspParser, rtspReply, type RtspRequest } from './rtsp-message.ts';
import { InterleavedSink, RtspSession, UdpSink, type SessionMedia } from './rtsp-session.ts';
import type { UdpPorts } from './udp-ports.ts';

/** What a connection needs to know of its device. */
export interface RtspDevice {
  readonly gatekeeper: Gatekeeper;
  readonly admission: Admission;
  readonly rtspAuth: AuthScheme;
  readonly faults: Faults;
  readonly counters: Counters;
  readonly sessionLimit: number;
  /** How the device says that it has no session left: 453 or 503. */
  readonly fullStatus: number;
  readonly udpPorts: UdpPorts;
  /** Open sessions, by the path they play. */
  readonly sessions: Map<RtspSession, string>;
  /** The SDP of a path; null where there is no such stream. */
  describe(path: string): Promise<string | null>;
  media(path: string): SessionMedia | null;
}

const METHODS = 'OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN';

class Refusal extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`RTSP ${status}`);
    this.status = status;
  }
}

/** Path with query of an RTSP URL, without the track's part. */
function streamPath(uri: string): string {
  return uri.replace(/^rtsp:\/\/[^/]*/, '').replace(/\/trackID=\d+$/, '') || '/';
}

/** One client's RTSP connection. Its session ends with it, over UDP too. */
class RtspConnection {
  readonly #socket: Socket;
  readonly #device: RtspDevice;
  readonly #parser = new RtspParser();
  #session: RtspSession | null = null;
  #udp = false;
  /** Whether it was about a stream, and not only about whether anybody is there. */
  #asked = false;
  /** Requests are answered one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(socket: Socket, device: RtspDevice) {
    this.#socket = socket;
    this.#device = device;
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => this.#read(data));
    // A client that resets the connection is gone; `close` follows.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (!this.#asked) device.counters.cheapProofs++;
      void this.#end();
    });
  }

  #read(data: Buffer): void {
    const { rtsp } = this.#device.faults;
    if (rtsp === 'silent') return;
    if (rtsp === 'garbage') {
      this.#socket.end('HTTP/1.1 418 \r\n\r\n<html>\u0000\u0001 not RTSP at all</html>');
      return;
    }
    try {
      for (const request of this.#parser.feed(data)) {
        this.#queue = this.#queue.then(() => this.#answer(request));
      }
    } catch {
      this.#socket.end(rtspReply(400, '0'));
    }
  }

  async #answer(request: RtspRequest): Promise<void> {
    const cseq = request.headers.get('cseq') ?? '0';
    try {
      await this.#dispatch(request, cseq);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        // Ours, e.g. a clip that ffmpeg cannot make: the client hears 500, whoever runs the fleet hears why.
        process.emitWarning(error instanceof Error ? error : String(error));
        this.#socket.write(rtspReply(500, cseq));
        return;
      }
      const { gatekeeper, rtspAuth } = this.#device;
      const headers = error.status === 401 ? { 'WWW-Authenticate': gatekeeper.challenge(rtspAuth) } : undefined;
      this.#socket.write(rtspReply(error.status, cseq, headers));
    }
  }

  async #dispatch(request: RtspRequest, cseq: string): Promise<void> {
    if (request.method === 'OPTIONS') {
      this.#reply(cseq, { Public: METHODS });
      return;
    }
    this.#asked = true;
    this.#authorise(request);
    switch (request.method) {
      case 'DESCRIBE':
        return this.#describe(request, cseq);
      case 'SETUP':
        return this.#setup(request, cseq);
      case 'PLAY':
        return this.#play(request, cseq);
      case 'GET_PARAMETER':
      case 'SET_PARAMETER': {
        this.#reply(cseq, this.#session ? { Session: this.#session.id } : {});
        return;
      }
      case 'TEARDOWN':
        await this.#end();
        {
          this.#reply(cseq, {});
          return;
        }
      default:
        throw new Refusal(501);
    }
  }

  #reply(cseq: string, headers: Record<string, string>, body = ''): void {
    this.#socket.write(rtspReply(200, cseq, headers, body));
  }

  #authorise(request: RtspRequest): void {
    const { admission, gatekeeper, rtspAuth } = this.#device;
    const verdict = gatekeeper.judge(request.headers.get('authorization'), request.method, rtspAuth);
    if (!admission.admits(verdict)) throw new Refusal(401);
  }

  async #describe(request: RtspRequest, cseq: string): Promise<void> {
    this.#device.counters.describes++;
    const sdp = this.#device.faults.rtsp === 'not-found' ? null : await this.#device.describe(streamPath(request.uri));
    if (sdp === null) throw new Refusal(404);
    this.#reply(cseq, { 'Content-Base': `${request.uri}/`, 'Content-Type': 'application/sdp' }, sdp);
  }

  #open(path: string): RtspSession {
    const { counters, faults, fullStatus, sessionLimit, sessions } = this.#device;
    if (faults.rtsp === 'refused' || sessions.size >= sessionLimit) throw new Refusal(fullStatus);
    const media = faults.rtsp === 'not-found' ? null : this.#device.media(path);
    if (!media) throw new Refusal(404);
    const session = new RtspSession(media);
    sessions.set(session, path);
    counters.sessions = sessions.size;
    counters.peakSessions = Math.max(counters.peakSessions, sessions.size);
    counters.sessionsStarted++;
    return session;
  }

  async #setup(request: RtspRequest, cseq: string): Promise<void> {
    const transport = request.headers.get('transport') ?? '';
    const ports = /client_port=(\d+)/.exec(transport);
    const tcp = /RTP\/AVP\/TCP/i.test(transport);
    if (tcp ? this.#device.faults.rtsp === 'udp-only' : !ports) throw new Refusal(461);
    const track = request.uri.endsWith('trackID=1') ? 1 : 0;
    this.#session ??= this.#open(streamPath(request.uri));
    let chosen: string;
    let ssrc: number;
    if (tcp) {
      const channel = Number(/interleaved=(\d+)/.exec(transport)?.[1] ?? track * 2);
      const sink = new InterleavedSink(this.#socket, () => this.#device.counters.droppedFrames++);
      ({ ssrc } = this.#session.setup(track, channel, sink));
      chosen = `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`;
    } else {
      const port = Number(ports?.[1]);
      const pair = await this.#device.udpPorts.acquire();
      // One hold per session, not per track.
      if (this.#udp) await this.#device.udpPorts.release();
      this.#udp = true;
      ({ ssrc } = this.#session.setup(track, 0, new UdpSink(pair, this.#socket.remoteAddress ?? '', port)));
      chosen = `RTP/AVP;unicast;client_port=${port}-${port + 1};server_port=${pair.port}-${pair.port + 1}`;
    }
    const session = `${this.#session.id};timeout=60`;
    this.#reply(cseq, { Transport: `${chosen};ssrc=${ssrc.toString(16).padStart(8, '0')}`, Session: session });
  }

  async #play(request: RtspRequest, cseq: string): Promise<void> {
    const session = this.#session;
    if (!session) throw new Refusal(454);
    const info = await session.prepare(request.uri.replace(/\/$/, ''));
    this.#reply(cseq, { Session: session.id, Range: 'npt=0.000-', 'RTP-Info': info });
    session.start();
  }

  async #end(): Promise<void> {
    const { counters, sessions, udpPorts } = this.#device;
    if (this.#session) {
      this.#session.close();
      sessions.delete(this.#session);
      counters.sessions = sessions.size;
      this.#session = null;
    }
    if (!this.#udp) return;
    this.#udp = false;
    await udpPorts.release();
  }
}

/** Serves RTSP 1.0 (RFC 2326) to a new client of `device`. */
export function serveRtsp(socket: Socket, device: RtspDevice): void {
  device.counters.rtspConnections++;
  if (device.faults.rtsp === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  new RtspConnection(socket, device);
}
