import { Cam } from 'onvif';
import type { Credentials } from '../ffmpeg.ts';

/** A digest challenge in the one form that the onvif package reads. */
export interface Challenge {
  header: string;
  nonce: string;
}

const KEYS = ['realm', 'nonce', 'qop', 'opaque', 'algorithm'];

/**
 * Reads the `WWW-Authenticate` headers and keeps the usable digest challenges (MD5 and SHA-256, RFC 7616).
 * They are written anew, because the package's own reader trips over spaces in `qop="auth, auth-int"`, a Basic
 * challenge in the same header, and lower case. Basic is never used: it would send the password in plain.
 */
export function readChallenges(headers: readonly string[]): Challenge[] {
  return headers.flatMap((header) => {
    const start = header.slice(0, 2048).search(/\bdigest\s/i);
    if (start < 0) return [];
    const values = new Map<string, string>();
    for (const [, key = '', quoted, bare] of header
      .slice(start, 2048)
      .matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)) {
      const name = key.toLowerCase();
      if (KEYS.includes(name) && !values.has(name)) values.set(name, quoted ?? bare ?? '');
    }
    const nonce = values.get('nonce');
    const algorithm = values.get('algorithm') ?? 'MD5';
    if (nonce === undefined || !values.has('realm') || !/^(MD5|SHA-256)$/i.test(algorithm)) return [];
    const qop = values.get('qop');
    if (qop !== undefined) {
      if (!qop.split(',').some((word) => word.trim() === 'auth')) return [];
      values.set('qop', 'auth');
    }
    return [{ header: `Digest ${[...values].map(([key, value]) => `${key}="${value}"`).join(',')}`, nonce }];
  });
}

/** Answers challenges for POST requests; one for each nonce, since its count begins anew with every nonce. */
export class DigestLogin {
  readonly nonces: readonly string[];
  readonly #headers: string[];
  readonly #cam: Cam;

  constructor(challenges: readonly Challenge[], credentials: Credentials) {
    this.nonces = challenges.map(({ nonce }) => nonce);
    this.#headers = challenges.map(({ header }) => header);
    // `autoconnect: false`: it only computes, and never opens a connection of its own (README: why).
    this.#cam = new Cam({ hostname: '', ...credentials, autoconnect: false });
  }

  /** The `Authorization` header for a path; SHA-256 where the device offers it. */
  authorize(path: string): string {
    const header = this.#cam.digestAuth(this.#headers, { method: 'POST', path });
    // HTTP headers are bytes: a Chinese user name goes as its UTF-8.
    return Buffer.from(header, 'utf8').toString('latin1');
  }
}
