import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import http from 'node:http';
import { type Camera, envelope, fault, honestAnswers, probeMatch } from './answers.ts';

export type Answer = string | Buffer | ((response: http.ServerResponse) => void);

export interface DeviceOptions extends Partial<Camera> {
  address: string;
  /**
   * What it wants: nothing, HTTP digest, or a username token; clock and endpoint are open to all. `silent` refuses
   * nobody, and has no profiles for who has not signed in by token.
   */
  login?: 'open' | 'digest' | 'token' | 'silent';
  algorithm?: 'MD5' | 'SHA-256';
  /** How many requests one digest nonce is good for. */
  nonceUses?: number;
  username?: string;
  password?: string;
  /** Answers that differ from the honest ones, by operation; `*` for all. */
  answers?: Record<string, Answer>;
  /** Its UDP answer to a Probe; none: it does not listen on UDP. */
  udp?: ((camera: Camera, relatesTo: string) => string | Buffer) | undefined;
}

const OPEN = new Set(['GetSystemDateAndTime', 'GetEndpointReference', 'GetScopes']);

/** A small ONVIF device on one loopback address, written against the specifications and not against the hub's code. */
export class SmallDevice {
  readonly camera: Camera;
  /** Operations asked, in order; and how many carried a login that was right or wrong. */
  readonly asked: string[] = [];
  rightLogins = 0;
  /** Right ones with a nonce that has grown old. */
  staleLogins = 0;
  wrongLogins = 0;
  #nonce = 1;
  #nonceUsed = 0;
  readonly #options: DeviceOptions;
  readonly #server: http.Server;
  readonly #udp: Socket | undefined;

  private constructor(options: DeviceOptions) {
    this.#options = options;
    const defaults = { port: 8000, rtspPort: 8554, clockSkewMs: 0, name: '城关 camera' };
    const uuid = `5f1f3a2c-0000-4000-8000-${createHash('md5').update(options.address).digest('hex').slice(0, 12)}`;
    this.camera = { ...defaults, uuid, ...options };
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
    this.#udp = options.udp ? createSocket({ type: 'udp4' }) : undefined;
  }

  static async start(options: DeviceOptions): Promise<SmallDevice> {
    const device = new SmallDevice(options);
    device.#server.listen(device.camera.port, options.address);
    await once(device.#server, 'listening');
    device.#udp?.on('message', (message, from) => {
      const id = /<\w+:MessageID>([^<]*)/.exec(message.toString())?.[1] ?? '';
      const answer = options.udp?.(device.camera, id);
      if (answer !== undefined) device.#udp?.send(answer, from.port, from.address);
    });
    if (device.#udp) {
      device.#udp.bind(3702, options.address);
      await once(device.#udp, 'listening');
    }
    return device;
  }

  /** Connections that are open now. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    const closed = [once(this.#server, 'close'), ...(this.#udp ? [once(this.#udp, 'close')] : [])];
    this.#udp?.close();
    await Promise.all(closed);
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: string[] = [];
    for await (const chunk of request) chunks.push(String(chunk));
    const body = chunks.join('');
    const name = /<s:Body><(\w+)/.exec(body)?.[1] ?? '';
    this.asked.push(name);
    const answer = this.#options.answers?.[name] ?? this.#options.answers?.['*'];
    if (!this.#letIn(name, request, body, response)) return;
    if (typeof answer === 'function') {
      answer(response);
      return;
    }
    response.setHeader('content-type', 'application/soap+xml');
    const honest = honestAnswers(this.camera)[name];
    if (answer === undefined && !honest) response.statusCode = 400;
    response.end(answer ?? honest?.() ?? fault('ter:ActionNotSupported'));
  }

  #letIn(name: string, request: http.IncomingMessage, body: string, response: http.ServerResponse): boolean {
    const { login = 'open' } = this.#options;
    const authorization = request.headers.authorization;
    const token = /<UsernameToken>/.test(body);
    if (authorization !== undefined || token) {
      const right =
        login === 'digest' ? this.#digestIsRight(authorization ?? '', request.url ?? '') : this.#tokenIsRight(body);
      const stale = right && login === 'digest' && ++this.#nonceUsed > (this.#options.nonceUses ?? Infinity);
      if (stale) {
        this.staleLogins++;
        this.#nonce++;
        this.#nonceUsed = 0;
      } else if (right) this.rightLogins++;
      else this.wrongLogins++;
      if (right && !stale) return true;
    } else if (login === 'silent' && name === 'GetProfiles') {
      response.end(envelope('<trt:GetProfilesResponse/>'));
      return false;
    } else if (login === 'open' || login === 'silent' || OPEN.has(name)) {
      return true;
    }
    response.statusCode = login === 'digest' ? 401 : 400;
    if (login === 'digest') {
      const { algorithm = 'MD5' } = this.#options;
      response.setHeader('www-authenticate', [
        'Basic realm="x"',
        `Digest realm="ip, cam", qop="auth, auth-int", nonce="n${this.#nonce}", algorithm=${algorithm}`,
      ]);
    }
    response.setHeader('content-type', 'application/soap+xml');
    response.end(fault('ter:NotAuthorized'));
    return false;
  }

  #digestIsRight(authorization: string, path: string): boolean {
    const { username = 'admin', password = 'right', algorithm = 'MD5' } = this.#options;
    const hash = (text: string): string => createHash(algorithm.replace('-', '')).update(text).digest('hex');
    const value = (key: string): string => new RegExp(`\\b${key}="?([^",]*)`).exec(authorization)?.[1] ?? '';
    const ha1 = hash(`${username}:ip, cam:${password}`);
    const expected = hash(`${ha1}:n${this.#nonce}:${value('nc')}:${value('cnonce')}:auth:${hash(`POST:${path}`)}`);
    return value('response') === expected && value('uri') === path;
  }

  /** WS-Security UsernameToken 1.0, and the device's own clock within 5 s. */
  #tokenIsRight(body: string): boolean {
    const { username = 'admin', password = 'right' } = this.#options;
    const value = (key: string): string => new RegExp(`<${key}(?: [^>]*)?>([^<]*)`).exec(body)?.[1] ?? '';
    const created = value('Created');
    const age = Math.abs(Date.parse(created) - Date.now() - this.camera.clockSkewMs);
    const digest = createHash('sha1')
      .update(Buffer.from(value('Nonce'), 'base64'))
      .update(created)
      .update(password)
      .digest('base64');
    const name = value('Username').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    return name === username && value('Password') === digest && age < 5000;
  }
}

/** An honest answer to a Probe. */
export const honestUdp = (camera: Camera, relatesTo: string): string =>
  probeMatch(camera, relatesTo, `http://${camera.address}:${camera.port}/onvif/device_service`);
