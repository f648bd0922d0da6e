import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Names } from './certificate-names.ts';
import { ConfigError } from './settings.ts';
import { writeWhole } from './whole-file.ts';

/** A certificate that has less than this left is made anew, ms. */
const LEAST_LEFT = 30 * 24 * 3_600_000;

/** Certificate and private key, PEM; one text may hold both. */
export interface Pair {
  cert: string | Buffer;
  key: string | Buffer;
}

/** The hub's own authority, to be installed where the hub is used. */
export interface Authority {
  /** Its certificate, PEM, without its key. */
  certificate: string;
  /** SHA-256 of the certificate, as browsers show it: to be compared before it is installed. */
  fingerprint: string;
}

/** A certificate of the hub's own authority. */
export interface Own {
  pair: Pair;
  authority: Authority;
}

/** A certificate with its private key, as it lies in one file: there is no half of it. */
interface Kept {
  pem: string;
  certificate: X509Certificate;
}

/**
 * What lies in `tls/` of the data folder, or is made now: `authority.pem`, which speaks for the names that it was made
 * for and private addresses, and `server.pem`, which is renewed in time and when the names change.
 * Only a name that the configuration tells is worth a new authority, which must be installed everywhere again.
 * @throws ConfigError if `authority.pem` is damaged
 */
export async function readOrIssue(dataFolder: string, names: Names, now: number): Promise<Own> {
  const folder = join(dataFolder, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = { authority: join(folder, 'authority.pem'), server: join(folder, 'server.pem') };
  const [authority, server] = [readAuthority(files.authority), readServer(files.server)];
  if (authority && server && isGood(server, authority, names.all, now)) return describe(authority, server);

  // Costs 20 MB of memory; it is seldom needed.
  const { issueAuthority, issueServer, permittedBy } = await import('./certificate-issue.ts');
  const stays = authority !== null && isFresh(authority, now) && names.told.every(permittedBy(authority.pem));
  const issuer = stays ? authority : keep(files.authority, await issueAuthority(names.all, now));
  const permitted = names.all.filter(permittedBy(issuer.pem));
  if (server && isGood(server, issuer, permitted, now)) return describe(issuer, server);
  return describe(issuer, keep(files.server, await issueServer(issuer.pem, permitted, now)));
}

function readAuthority(file: string): Kept | null {
  if (!existsSync(file)) return null;
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(
      'HUB_DATA',
      'tls/authority.pem 已损坏：用备份恢复；或删除它，重新生成后在各终端重新安装证书',
      'tls/authority.pem is damaged: restore it from a backup; or delete it, and install the new one everywhere',
      { cause: error },
    );
  }
}

function readServer(file: string): Kept | null {
  if (!existsSync(file)) return null;
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // Another one is made in its place.
  }
}

function keep(file: string, pem: string): Kept {
  writeWhole(file, pem);
  return parse(pem);
}

function parse(pem: string): Kept {
  const certificate = new X509Certificate(pem);
  if (!certificate.checkPrivateKey(createPrivateKey(pem)))
    throw new Error('certificate and key do not belong together');
  return { pem, certificate };
}

function isFresh({ certificate }: Kept, now: number): boolean {
  return certificate.validFromDate.getTime() <= now && certificate.validToDate.getTime() - now >= LEAST_LEFT;
}

function isGood(server: Kept, authority: Kept, names: readonly string[], now: number): boolean {
  const { certificate } = server;
  const count = certificate.subjectAltName?.split(', ').length;
  const has = (name: string): boolean =>
    (isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name)) !== undefined;
  return (
    isFresh(server, now) &&
    isFresh(authority, now) &&
    certificate.verify(authority.certificate.publicKey) &&
    count === names.length &&
    names.every(has)
  );
}

function describe(authority: Kept, server: Kept): Own {
  const { certificate } = authority;
  return {
    pair: { cert: server.pem, key: server.pem },
    authority: { certificate: certificate.toString(), fingerprint: certificate.fingerprint256 },
  };
}
