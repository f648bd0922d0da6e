import { endpointOf } from '../diagnose.ts';
import { chooseChallenge, Login } from '../digest.ts';
import { MediaError } from '../error.ts';
import type { StreamAddress } from '../ffmpeg.ts';
import { RtspConnection } from './connection.ts';
import type { RtspReply } from './reader.ts';
import { parseSdp, type SdpVideo, type SessionDescription } from './sdp.ts';
import { UdpPair } from './udp.ts';

/** Time to take leave of a camera, ms: one with few sessions keeps a session that nobody ended. */
const LEAVE_MS = 500;
const UNSUPPORTED_TRANSPORT = 461;

/** One visit to one stream: described, played (video only), and left again. */
export class RtspSession {
  readonly description: SessionDescription;
  readonly #connection: RtspConnection;
  readonly #base: string;
  readonly #access: Access;
  /** The device's name for the session: from then on it must be told when we leave. */
  #session: string | null = null;
  #udp: UdpPair | null = null;

  /**
   * Signs in and asks what there is. `onConnect` is told when the TCP connection stands.
   * @throws MediaError `address`, `tcp`, `timeout`, `credentials` (one refused login), `rtsp`, `other-host` (redirected);
   *   or the reason of `signal`
   */
  static async open(source: StreamAddress, signal: AbortSignal, onConnect: () => void): Promise<RtspSession> {
    const url = requestUrl(source.url);
    const { host, port } = endpointOf(url);
    const connection = await RtspConnection.open(host, port, signal);
    onConnect();
    try {
      const access = new Access(connection, source);
      const reply = await access.request('DESCRIBE', url, { Accept: 'application/sdp' });
      refuse(reply, 'DESCRIBE');
      if (!/^[mv]=/m.test(reply.body)) throw new MediaError('rtsp', 'no session description');
      return new RtspSession(connection, access, url, reply);
    } catch (error) {
      await connection.close(null, 0);
      throw error;
    }
  }

  private constructor(connection: RtspConnection, access: Access, url: string, described: RtspReply) {
    this.#connection = connection;
    this.#access = access;
    const base = described.headers.get('content-base')?.[0] ?? described.headers.get('content-location')?.[0] ?? '';
    this.#base = isRequestUrl(base) ? base : url;
    this.description = parseSdp(described.body);
  }

  /**
   * Sets the video up and lets it play: over TCP, or over UDP where the device insists. Packets may come before this
   * resolves; `onEnd` is told where the device ends it.
   * @throws MediaError as {@link open}
   */
  async play(video: SdpVideo, onPacket: (packet: Buffer) => void, onEnd: (error: MediaError) => void): Promise<void> {
    const track = this.#resolve(video.control);
    let reply = await this.#setup(track, 'RTP/AVP/TCP;unicast;interleaved=0-1');
    if (reply.status === UNSUPPORTED_TRANSPORT) {
      const { localAddress, remoteAddress } = this.#connection;
      this.#udp = await UdpPair.open(localAddress, remoteAddress, onPacket);
      const { port } = this.#udp;
      reply = await this.#setup(track, `RTP/AVP;unicast;client_port=${port}-${port + 1}`);
    }
    refuse(reply, 'SETUP');
    const chosen = /interleaved=(\d{1,3})/i.exec(reply.headers.get('transport')?.[0] ?? '')?.[1] ?? 0;
    this.#connection.onPacket = (channel, packet) => {
      if (channel === Number(chosen)) onPacket(packet);
    };
    this.#connection.onEnd = onEnd;
    const played = await this.#access.request('PLAY', this.#resolve(this.description.control), {
      ...this.#sessionHeader(),
      Range: 'npt=0.000-',
    });
    refuse(played, 'PLAY');
  }

  /** Takes leave, so that the device may give the session to others; resolves when the connection is closed. */
  async close(): Promise<void> {
    this.#udp?.close();
    this.#udp = null;
    const uri = this.#resolve(this.description.control);
    const headers = { ...this.#sessionHeader(), ...this.#access.authorization('TEARDOWN', uri) };
    await this.#connection.close(this.#session === null ? null : { uri, headers }, LEAVE_MS);
  }

  async #setup(uri: string, transport: string): Promise<RtspReply> {
    const reply = await this.#access.request('SETUP', uri, { Transport: transport });
    const session = reply.headers.get('session')?.[0]?.split(';')[0]?.trim() ?? '';
    if (reply.status === 200 && /^[\x21-\x7e]{1,200}$/.test(session)) this.#session = session;
    return reply;
  }

  #sessionHeader(): Record<string, string> {
    return this.#session === null ? {} : { Session: this.#session };
  }

  /**
   * The address of a control attribute (RFC 2326, C.1.1). What is relative is put behind the base with a slash, queries and
   * all: so do all players, and so cameras expect it. Whatever host it names, it is only asked for on this connection.
   */
  #resolve(control: string): string {
    if (isRequestUrl(control)) return control;
    if (control === '*' || control === '' || !/^[\x21-\x7e]{1,500}$/.test(control)) return this.#base;
    return `${this.#base.replace(/\/$/, '')}/${control.replace(/^\//, '')}`;
  }
}

/** Requests with a login: made when the device first asks for one, then sent along each time. */
class Access {
  readonly #connection: RtspConnection;
  readonly #credentials: StreamAddress['credentials'];
  #login: Login | null = null;
  #admitted = false;

  constructor(connection: RtspConnection, { credentials }: StreamAddress) {
    this.#connection = connection;
    this.#credentials = credentials?.username === '' ? undefined : credentials;
  }

  authorization(method: string, uri: string): Record<string, string> {
    return this.#login === null ? {} : { Authorization: this.#login.authorize(method, uri) };
  }

  async request(method: string, uri: string, headers: Record<string, string>): Promise<RtspReply> {
    const send = (): Promise<RtspReply> =>
      this.#connection.request(method, uri, { ...headers, ...this.authorization(method, uri) });
    let reply = await send();
    if (reply.status === 401 && this.#renew(reply)) reply = await send();
    if (reply.status === 401 || reply.status === 403) throw new MediaError('credentials', `${method} ${reply.status}`);
    this.#admitted ||= reply.status === 200;
    return reply;
  }

  /** A password is sent once; again only where the device says that merely its nonce is over, or did take it before. */
  #renew(reply: RtspReply): boolean {
    const challenge = chooseChallenge(reply.headers.get('www-authenticate') ?? []);
    if (challenge === null || this.#credentials === undefined) return false;
    const last = this.#login?.challenge;
    if (last !== undefined) {
      if (last.scheme === 'basic' || challenge.scheme === 'basic' || last.nonce === challenge.nonce) return false;
      if (!challenge.stale && !this.#admitted) return false;
    }
    this.#login = new Login(challenge, this.#credentials);
    return true;
  }
}

/** @throws MediaError for an answer that is no success */
function refuse({ status }: RtspReply, method: string): void {
  if (status >= 300 && status < 400) throw new MediaError('other-host', `${method} is redirected`);
  if (status !== 200) throw new MediaError('rtsp', `${method} ${status}`);
}

/** What may stand in a request: no spaces or line breaks, which would begin something else. */
function isRequestUrl(url: string): boolean {
  return /^rtsps?:\/\/[\x21-\x7e]{1,1500}$/i.test(url);
}

/** The stream's URL as it is asked for, without credentials and with everything else encoded that has to be. */
function requestUrl(url: string): string {
  const parsed = /^rtsp:\/\/[^/]/i.test(url) ? URL.parse(url) : null;
  if (parsed === null) throw new MediaError('rtsp', 'a stream URL must begin with rtsp://');
  if (parsed.username !== '' || parsed.password !== '') {
    parsed.username = '';
    parsed.password = '';
  }
  return parsed.href;
}
