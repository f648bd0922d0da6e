import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from './signature.ts';
import { writeWhole } from './whole-file.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** PKCS #8 of an Ed25519 private key (RFC 8410), up to the 32 bytes of the key itself. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The hub's secret, `HUB_DATA/hub.key` (0600, made at the first start), and what is derived from it by HKDF.
 * It lies outside of the database: a copy of the database alone opens nothing. Back it up, and not beside the database.
 */
export class Keys {
  /** Whether the file was made just now. */
  readonly isNew: boolean;
  /** Signs session cookies. */
  readonly cookieSecret: string;
  /** Tells two keys apart without telling anything of either. */
  readonly fingerprint: string;
  /** With which {@link sign} can be checked: Ed25519, SPKI DER, Base64. */
  readonly publicKey: string;
  /** SHA-256 of the public key, hexadecimal: to be kept outside of the hub. */
  readonly publicKeyFingerprint: string;
  readonly #credentials: Buffer;
  readonly #signing: KeyObject;

  private constructor(secret: Buffer, isNew: boolean) {
    this.isNew = isNew;
    this.cookieSecret = derive(secret, 'cookie').toString('base64url');
    this.fingerprint = derive(secret, 'fingerprint').subarray(0, 8).toString('hex');
    this.#credentials = derive(secret, 'camera credentials');
    const pkcs8 = Buffer.concat([ED25519_PKCS8, derive(secret, 'signing')]);
    this.#signing = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.#signing);
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    this.publicKeyFingerprint = fingerprintOf(publicKey);
  }

  /** Reads the key file of a data folder, or makes it. @throws Error if it is there and is not a key */
  static load(dataFolder: string): Keys {
    const file = join(dataFolder, 'hub.key');
    if (existsSync(file)) {
      const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
      if (secret.length !== KEY_BYTES) throw new Error('hub.key is damaged: put the copy of your backup in its place');
      return new Keys(secret, false);
    }
    const secret = randomBytes(KEY_BYTES);
    writeWhole(file, `${secret.toString('base64url')}\n`);
    return new Keys(secret, true);
  }

  /** Ed25519 of the text, Base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#signing).toString('base64');
  }

  /** Encrypts (AES-256-GCM). `owner` is bound to it: it opens only for the same owner. */
  seal(text: string, owner: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#credentials, nonce);
    cipher.setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** The opposite of {@link seal}. @throws Error if it was changed, or sealed by another key or for another owner */
  open(sealed: Buffer, owner: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#credentials, sealed.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  }
}

/** For secrets that are random already (tokens, session ids): only the hash is kept. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'qinling-hub', purpose, KEY_BYTES));
}
