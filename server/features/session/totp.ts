import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app has it: SHA-1, 6 digits, 30 s. */
const PERIOD = 30;
const ISSUER = 'Qinling Hub';
/** Steps before and after the present one that count as well: the phone's clock may be off. */
const WINDOW = 1;

const RECOVERY_CODES = 10;
/** 16 letters of 32: 80 bits. Without those that look like others. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz123456789';

/** A new secret of 160 bits, in Base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from the QR code. It holds the secret. */
export function totpUri(secret: string, username: string): string {
  return of(secret, username).toString();
}

/** The number of the step that the code belongs to; null: it is wrong at this time. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = of(secret, '').validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta;
}

/** As they are shown: four groups of four. */
export function newRecoveryCodes(): string[] {
  const letter = (): string => LETTERS.charAt(randomInt(LETTERS.length));
  const group = (): string => Array.from({ length: 4 }, letter).join('');
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: 4 }, group).join('-'));
}

/** What people add when they type a code. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}

function of(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD, digits: 6 });
}
