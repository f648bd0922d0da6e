// The library's decorators read it while they load.
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';

/** Loading this file costs 20 MB: import it only to issue. */

const DAY = 24 * 3_600_000;
/** Ten years. */
const AUTHORITY_LIFE = 3652 * DAY;
/** The longest that browsers accept is 398 days (CA/Browser Forum, Baseline Requirements 6.3.2). */
const SERVER_LIFE = 397 * DAY;
/** How far behind a reader's clock may be. */
const BACKDATED = DAY;

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAME_CONSTRAINTS = '2.5.29.30';

/** Networks that nobody owns (RFC 1918, 3927, 4193, 4291, loopback): the hub may get another address of them. */
const PRIVATE_NETWORKS = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '127.0.0.0/8'],
  ...['fc00::/7', 'fe80::/10', '::1/128'],
];

/**
 * Makes an authority that can speak for these names and private addresses only: whoever steals its key can pose as this
 * hub, and not as a bank.
 * @param names DNS names and IP addresses
 * @returns its certificate and private key, PEM
 */
export async function issueAuthority(names: readonly string[], now: number): Promise<string> {
  const keys = await generateKeys();
  const identifier = await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      keys,
      name: [{ CN: [`Qinling Hub ${identifier.keyId.slice(0, 8)}`] }],
      ...validity(now, AUTHORITY_LIFE),
      signingAlgorithm: ECDSA,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        identifier,
        constraintsTo(names),
      ],
    },
    crypto,
  );
  return bundle(certificate, keys.privateKey);
}

/**
 * @param authority as {@link issueAuthority} returned it
 * @param names DNS names and IP addresses, at least one
 * @returns the server's certificate and private key, PEM
 */
export async function issueServer(authority: string, names: readonly string[], now: number): Promise<string> {
  const issuer = new x509.X509Certificate(authority);
  const secret = createPrivateKey(authority).export({ type: 'pkcs8', format: 'der' });
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      publicKey: keys.publicKey,
      subject: [{ CN: ['Qinling Hub'] }],
      issuer: issuer.subjectName,
      signingKey: await crypto.subtle.importKey('pkcs8', Buffer.from(secret), ECDSA, false, ['sign']),
      signingAlgorithm: ECDSA,
      ...validity(now, SERVER_LIFE),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(issuer, false, crypto),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return bundle(certificate, keys.privateKey);
}

/** Tells whether an authority of {@link issueAuthority} may speak for a name. */
export function permittedBy(authority: string): (name: string) => boolean {
  const extension = new x509.X509Certificate(authority).getExtension(NAME_CONSTRAINTS);
  if (extension === null) return () => true;
  const subtrees = AsnConvert.parse(extension.value, NameConstraints).permittedSubtrees ?? new GeneralSubtrees();
  const dns = new Set<string>();
  const networks = new BlockList();
  for (const { base } of subtrees) {
    if (base.dNSName !== undefined) dns.add(base.dNSName);
    const [network, prefix] = base.iPAddress?.split('/') ?? [];
    if (network !== undefined) networks.addSubnet(network, Number(prefix), familyOf(network));
  }
  return (name) => (isIP(name) === 0 ? dns.has(name) : networks.check(name, familyOf(name)));
}

/** Of what type, `crypto` itself knows best: with and without a browser's declarations. */
type KeyPair = Awaited<ReturnType<typeof generateKeys>>;

function generateKeys() {
  return crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

function validity(now: number, life: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - BACKDATED), notAfter: new Date(now - BACKDATED + life) };
}

function constraintsTo(names: readonly string[]): x509.Extension {
  const networks = names.filter((name) => isIP(name) !== 0).map((ip) => `${ip}/${isIP(ip) === 4 ? 32 : 128}`);
  const bases = [
    ...names.filter((name) => isIP(name) === 0).map((dNSName) => new GeneralName({ dNSName })),
    ...[...PRIVATE_NETWORKS, ...networks].map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees(bases.map((base) => new GeneralSubtree({ base }))),
  });
  return new x509.Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(constraints));
}

async function bundle(certificate: x509.X509Certificate, key: KeyPair['privateKey']): Promise<string> {
  const secret = await crypto.subtle.exportKey('pkcs8', key);
  return `${certificate.toString('pem')}\n${x509.PemConverter.encode(secret, 'PRIVATE KEY')}\n`;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
