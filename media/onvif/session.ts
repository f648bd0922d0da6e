// An ambient declaration cannot be imported, and whoever compiles this file needs it.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./node-onvif.d.ts" />
import soap from 'node-onvif/lib/modules/soap.js';
import { MediaError } from '../error.ts';
import type { Credentials } from '../ffmpeg.ts';
import { DigestLogin, readChallenges } from './digest.ts';
import { post, type Reply } from './http.ts';
import type { ServiceAddress } from './same-host.ts';
import { escapeXml, parseEnvelope, type XmlElement } from './xml.ts';

/** No honest answer is larger: 128 profiles are about 0.4 MB. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Cameras lock the account after a few refused logins (often five, shared with the people who use it). */
const MAX_REFUSALS = 2;
const NAMESPACES = ['xmlns:tt="http://www.onvif.org/ver10/schema"'];

export interface SessionOptions {
  address: string;
  port: number;
  /** An empty user name: nobody signs in. */
  credentials: Credentials;
  /** With a TimeoutError as its reason: the deadline of the whole session. */
  signal: AbortSignal;
  /** Largest answer; 2 MiB by default. */
  maxBytes?: number;
  /** Logins that the device may refuse before it is left alone: 1, or 2 by default. */
  maxRefusals?: number;
}

/** One ONVIF operation: its name, its service's namespace, and what is inside of its element (escaped XML). */
export interface Operation {
  name: string;
  namespace: string;
  parameters?: string;
}

/** The device understood, and said no. */
export class SoapFault extends MediaError {}

/** Something that calls itself SOAP, and cannot be read: a device, but a broken one (a web page is neither). */
export class BrokenSoap extends MediaError {}

/**
 * Talks with one device, within one deadline. Signs in when asked to, first by HTTP digest, then by WS-Security
 * username token made with the device's own clock, and never has more than two logins refused.
 */
export class Session {
  readonly #options: SessionOptions;
  #remoteAddress: string | undefined;
  #road: 'open' | 'digest' | 'token' = 'open';
  #digest: DigestLogin | undefined;
  #refusals = 0;
  #accepted = false;
  /** Device clock minus own clock, ms; null until it is known. */
  clockOffsetMs: number | null = null;

  constructor(options: SessionOptions) {
    // Such a name could not be sent in an HTTP header; no device has one.
    if (/\p{Cc}/u.test(options.credentials.username)) throw new MediaError('credentials', 'control character in name');
    this.#options = options;
  }

  /** What the device may call itself: the address asked, and the one that answered. */
  get hosts(): string[] {
    return this.#remoteAddress === undefined ? [this.#options.address] : [this.#options.address, this.#remoteAddress];
  }

  /** True once a login was sent and not refused. A device may also be open to everybody. */
  get signedIn(): boolean {
    return this.#accepted;
  }

  /** The device service, which every device has at this path (ONVIF Core, section 5.1.1). */
  get device(): ServiceAddress {
    return { port: this.#options.port, path: '/onvif/device_service' };
  }

  /**
   * Calls an operation that needs no login, and tries none.
   *
   * @returns the response element
   * @throws SoapFault, or MediaError as {@link Session.call}
   */
  async callOpen(service: ServiceAddress, operation: Operation): Promise<XmlElement> {
    const reply = await this.#send(service, operation, 'open');
    if (!isRefused(reply)) return readResponse(reply, operation);
    // A web server may refuse anything; only an ONVIF device does it by SOAP or by digest.
    if (!looksLikeSoap(reply) && readChallenges(reply.challenges).length === 0)
      throw new MediaError('onvif', 'refused');
    throw new SoapFault('credentials', `${operation.name} wants a login`);
  }

  /**
   * Calls an operation that may be left out, in the way that has worked so far: for it no login is risked.
   *
   * @returns the response element, or undefined where the device refuses or does not know it
   * @throws MediaError as {@link post}, but not for what cannot be read: cheap devices answer an unknown operation with
   *   an empty page, or hang up, instead of a fault
   */
  async callIfAllowed(service: ServiceAddress, operation: Operation): Promise<XmlElement | undefined> {
    try {
      let reply = await this.#send(service, operation, this.#road);
      if (isRefused(reply) && this.#renewNonce(reply)) reply = await this.#send(service, operation, this.#road);
      return isRefused(reply) ? undefined : readResponse(reply, operation);
    } catch (error) {
      if (error instanceof MediaError && error.reason === 'onvif') return undefined;
      throw error;
    }
  }

  /**
   * Calls an operation, and signs in as far as the device asks for it.
   *
   * @param signal its own deadline, where the session goes on after it
   * @returns the response element
   * @throws SoapFault; MediaError `credentials`, or as {@link post}
   */
  async call(
    service: ServiceAddress,
    operation: Operation,
    signal: AbortSignal = this.#options.signal,
  ): Promise<XmlElement> {
    let renewed = false;
    for (;;) {
      const reply = await this.#send(service, operation, this.#road, signal);
      if (!isRefused(reply)) {
        this.#accepted ||= this.#road !== 'open';
        return readResponse(reply, operation);
      }
      if (!renewed && this.#renewNonce(reply)) renewed = true;
      else this.#nextRoad(reply);
    }
  }

  /** For devices that never ask for a login and then tell nothing: from now on sign in unasked. False: cannot. */
  signInUnasked(): boolean {
    if (this.#options.credentials.username === '' || this.#road !== 'open') return false;
    this.#road = 'token';
    return true;
  }

  /** A login that worked before is refused when its nonce has grown old: not a refused password. */
  #renewNonce(reply: Reply): boolean {
    if (this.#road !== 'digest' || !this.#accepted) return false;
    const challenges = readChallenges(reply.challenges);
    if (challenges.length === 0 || challenges.every(({ nonce }) => this.#digest?.nonces.includes(nonce))) return false;
    this.#digest = new DigestLogin(challenges, this.#options.credentials);
    return true;
  }

  #nextRoad(reply: Reply): void {
    if (this.#options.credentials.username === '') throw new MediaError('credentials', 'the device wants a login');
    if (this.#road !== 'open') this.#refusals++;
    if (this.#road === 'token' || this.#refusals >= (this.#options.maxRefusals ?? MAX_REFUSALS))
      throw new MediaError('credentials', 'login refused');
    const challenges = this.#road === 'open' ? readChallenges(reply.challenges) : [];
    if (challenges.length > 0) {
      this.#digest = new DigestLogin(challenges, this.#options.credentials);
      this.#road = 'digest';
    } else {
      this.#road = 'token';
    }
  }

  async #send(
    service: ServiceAddress,
    operation: Operation,
    road: 'open' | 'digest' | 'token',
    signal: AbortSignal = this.#options.signal,
  ): Promise<Reply> {
    const { address, credentials, maxBytes = MAX_BYTES } = this.#options;
    const { name, namespace, parameters = '' } = operation;
    const login =
      road === 'token'
        ? { user: escapeXml(credentials.username), pass: credentials.password, diff: this.clockOffsetMs ?? 0 }
        : {};
    const body = soap.createRequestSoap({
      body: `<${name} xmlns="${namespace}">${parameters}</${name}>`,
      xmlns: NAMESPACES,
      ...login,
    });
    const authorization = road === 'digest' ? this.#digest?.authorize(service.path) : undefined;
    try {
      const reply = await post({
        // The address that answered first: a name must not lead elsewhere at the second look.
        host: this.#remoteAddress ?? address,
        ...service,
        body,
        maxBytes,
        signal,
        ...(authorization === undefined ? {} : { authorization }),
      });
      this.#remoteAddress ??= reply.remoteAddress;
      return reply;
    } catch (error) {
      // It did answer before, so it is not the address that is wrong.
      if (error instanceof MediaError && error.reason === 'address' && this.#remoteAddress !== undefined) {
        throw new MediaError('timeout', 'it stopped answering');
      }
      throw error;
    }
  }
}

/** Refused by HTTP, or by a fault (ONVIF Core, 5.11.2.2: ter:NotAuthorized; WS-Security: wsse:FailedAuthentication). */
function isRefused(reply: Reply): boolean {
  if (reply.status === 401 || reply.status === 403) return true;
  if (reply.status < 400 && !reply.body.includes('Fault')) return false;
  return /NotAuthori[sz]ed|FailedAuthentication|InvalidSecurity|sender not authori[sz]ed/i.test(faultOf(reply));
}

/** The text of a fault's code and reason, or empty: for comparing only, since a device may write anything there. */
function faultOf(reply: Reply): string {
  const text = reply.body;
  const start = text.search(/<[\w.-]{0,32}:?Fault[\s>]/);
  return start < 0 ? '' : text.slice(start, start + 4096);
}

function looksLikeSoap({ contentType, body }: Reply): boolean {
  return /\b(soap\+)?xml\b/i.test(contentType) || /Envelope/.test(body.slice(0, 1024));
}

function readResponse(reply: Reply, operation: Operation): XmlElement {
  if (!looksLikeSoap(reply)) throw new MediaError('onvif', `HTTP ${reply.status}, not SOAP`);
  const body = parseBody(reply);
  const response = body.find(`${operation.name}Response`);
  if (response) return response;
  if (body.find('Fault')) throw new SoapFault('onvif', `${operation.name} is refused`);
  throw new BrokenSoap('onvif', `no answer to ${operation.name}`);
}

function parseBody(reply: Reply): XmlElement {
  try {
    return parseEnvelope(reply.body).body;
  } catch (error) {
    throw error instanceof MediaError ? new BrokenSoap(error.reason, error.detail) : error;
  }
}
