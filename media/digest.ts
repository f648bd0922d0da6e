import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from './ffmpeg.ts';

/** A `WWW-Authenticate` challenge that can be answered. */
export type Challenge =
  | { scheme: 'basic' }
  | {
      scheme: 'digest';
      realm: string;
      nonce: string;
      algorithm: 'MD5' | 'SHA-256';
      qop: boolean;
      opaque: string | null;
      /** The last answer was right, but its nonce is over: the login is not refused. */
      stale: boolean;
    };

const MAX_HEADER = 2048;

/** The best of the challenges in these headers, each with one or more: SHA-256, then MD5, then Basic; null: none. */
export function chooseChallenge(headers: readonly string[]): Challenge | null {
  const offers = headers.flatMap((header) => header.slice(0, MAX_HEADER).split(/,\s*(?=(?:digest|basic)\s)/i));
  const challenges = offers.flatMap((offer) => readChallenge(offer.trim()) ?? []);
  const rank = (one: Challenge): number => (one.scheme === 'basic' ? 0 : one.algorithm === 'MD5' ? 1 : 2);
  return challenges.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function readChallenge(offer: string): Challenge | null {
  if (/^basic\b/i.test(offer)) return { scheme: 'basic' };
  if (!/^digest\s/i.test(offer)) return null;
  const values = new Map<string, string>();
  for (const [, key = '', quoted, bare] of offer.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)) {
    if (!values.has(key.toLowerCase())) values.set(key.toLowerCase(), quoted ?? bare ?? '');
  }
  const [realm, nonce, qop] = [values.get('realm'), values.get('nonce'), values.get('qop')];
  const algorithm = values.get('algorithm')?.toUpperCase() ?? 'MD5';
  if (realm === undefined || nonce === undefined || (algorithm !== 'MD5' && algorithm !== 'SHA-256')) return null;
  // Only `auth-int`: it would sign the body, and nobody uses it.
  if (qop !== undefined && !qop.split(',').some((word) => word.trim() === 'auth')) return null;
  const stale = values.get('stale')?.toLowerCase() === 'true';
  return {
    ...{ scheme: 'digest', realm, nonce, algorithm, stale },
    ...{ qop: qop !== undefined, opaque: values.get('opaque') ?? null },
  };
}

/** Answers one challenge, request by request (RFC 7616 and 7617; RTSP takes them over from HTTP). */
export class Login {
  readonly challenge: Challenge;
  readonly #credentials: Credentials;
  #count = 0;

  constructor(challenge: Challenge, credentials: Credentials) {
    this.challenge = challenge;
    this.#credentials = credentials;
  }

  /** Value of `Authorization`, as bytes of UTF-8 in Latin-1: a user may have a Chinese name. */
  authorize(method: string, uri: string): string {
    const header = this.challenge.scheme === 'basic' ? this.#basic() : this.#digest(this.challenge, method, uri);
    return Buffer.from(header, 'utf8').toString('latin1');
  }

  #basic(): string {
    const { username, password } = this.#credentials;
    return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  }

  #digest(challenge: Challenge & { scheme: 'digest' }, method: string, uri: string): string {
    const { realm, nonce, algorithm, qop, opaque } = challenge;
    const { username, password } = this.#credentials;
    const hash = (...parts: string[]): string =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(parts.join(':'))
        .digest('hex');
    const [secret, request] = [hash(username, realm, password), hash(method, uri)];
    const quoted = { username: username.replace(/["\\]/g, '\\$&'), realm, nonce, uri };
    const fields = Object.entries(quoted).map(([key, value]) => `${key}="${value}"`);
    if (qop) {
      const count = (++this.#count).toString(16).padStart(8, '0');
      const own = randomBytes(8).toString('hex');
      fields.push(`response="${hash(secret, nonce, count, own, 'auth', request)}"`);
      fields.push(`qop=auth`, `nc=${count}`, `cnonce="${own}"`);
    } else fields.push(`response="${hash(secret, nonce, request)}"`);
    // Devices that never name an algorithm may not know the word.
    if (algorithm !== 'MD5') fields.push(`algorithm=${algorithm}`);
    if (opaque !== null) fields.push(`opaque="${opaque}"`);
    return `Digest ${fields.join(', ')}`;
  }
}
