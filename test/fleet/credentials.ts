import { createHash, randomBytes } from 'node:crypto';

/** How a device lets users in: over RTSP, and over HTTP beside the username token. */
export const AUTH_SCHEMES = ['none', 'basic', 'digest', 'digest-sha256'] as const;
export type AuthScheme = (typeof AUTH_SCHEMES)[number];

function parseParameters(header: string): Map<string, string> {
  const found = header.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g);
  return new Map([...found].map(([, name = '', quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? '']));
}

/** What a request's credentials are worth; `none` also where they answer a challenge that is no longer good. */
export type Verdict = 'good' | 'none' | 'wrong';

/** A device's user and its HTTP and RTSP challenges (RFC 7616, RFC 7617). */
export class Gatekeeper {
  readonly username: string;
  /** Changes by ONVIF SetUser. */
  password: string;
  readonly realm: string;
  #nonce = '';

  constructor(username: string, password: string, realm: string) {
    this.username = username;
    this.password = password;
    this.realm = realm;
  }

  /** Value of `WWW-Authenticate`. */
  challenge(scheme: AuthScheme): string {
    if (scheme === 'basic') return `Basic realm="${this.realm}"`;
    this.#nonce ||= randomBytes(16).toString('hex');
    const algorithm = scheme === 'digest-sha256' ? 'SHA-256' : 'MD5';
    return `Digest realm="${this.realm}", qop="auth", nonce="${this.#nonce}", algorithm=${algorithm}`;
  }

  /** Nonces given out before are refused from now on, as after a reboot. */
  forget(): void {
    this.#nonce = '';
  }

  /** Whether an `Authorization` header answers the challenge. */
  judge(header: string | undefined, method: string, scheme: AuthScheme): Verdict {
    if (scheme === 'none') return 'good';
    if (!header) return 'none';
    if (scheme === 'basic') {
      const expected = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
      return header === expected ? 'good' : 'wrong';
    }
    if (!/^digest /i.test(header) || !this.#nonce) return 'none';
    const given = parseParameters(header.slice(7));
    const hash = (text: string): string =>
      createHash(scheme === 'digest-sha256' ? 'sha256' : 'md5')
        .update(text)
        .digest('hex');
    const get = (name: string): string => given.get(name) ?? '';
    if (get('nonce') !== this.#nonce) return 'none';
    const secret = hash(`${this.username}:${this.realm}:${this.password}`);
    const request = hash(`${method}:${get('uri')}`);
    const middle = given.has('qop') ? `${this.#nonce}:${get('nc')}:${get('cnonce')}:auth` : this.#nonce;
    const good =
      get('username') === this.username &&
      get('realm') === this.realm &&
      get('response') === hash(`${secret}:${middle}:${request}`);
    return good ? 'good' : 'wrong';
  }
}
