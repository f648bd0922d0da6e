import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type PeerCertificate } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { namesOf } from '../../server/certificate-names.ts';
import { Certificate } from '../../server/certificate.ts';
import { temporaryFolder } from './rig.ts';

const DAY = 24 * 3_600_000;
const everywhere = { tls: 'own', host: '0.0.0.0', announcedAddress: '10.9.8.7' } as const;

async function create(dataFolder: string, change: { announcedAddress?: string } = {}, now?: number) {
  const certificate = await Certificate.create({ ...everywhere, ...change, dataFolder }, now);
  if (certificate === null) throw new Error('TLS was asked for');
  return certificate;
}

/** The certificate of the server, read. */
function x509({ pair }: Certificate): X509Certificate {
  return new X509Certificate(pair.cert);
}

async function serve({ pair }: Certificate): Promise<Server> {
  const server = createServer(pair);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return server;
}

/** What a program that trusts this authority, and nothing else, sees. */
async function shake(server: Server, ca: string, options: ConnectionOptions = {}): Promise<PeerCertificate> {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', ca, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket.getPeerCertificate();
}

test('who trusts the authority trusts the hub, under its names and no others', async () => {
  const certificate = await create(temporaryFolder());
  const ca = certificate.authority?.certificate ?? '';
  const server = await serve(certificate);
  for (const options of [{}, { servername: 'localhost' }]) {
    expect((await shake(server, ca, options)).serialNumber).toBe(x509(certificate).serialNumber);
  }
  await expect(shake(server, ca, { servername: 'bank.example' })).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  const other = await create(temporaryFolder());
  await expect(shake(server, other.authority?.certificate ?? '')).rejects.toMatchObject({
    code: expect.stringMatching(/SIGNATURE|LEAF|ISSUER|SELF_SIGNED/) as string,
  });
});

test('the server lives 397 days at most, the authority ten years and for private addresses only', async () => {
  const now = Date.now();
  const folder = temporaryFolder();
  const certificate = await create(folder, {}, now);
  const server = x509(certificate);
  expect(server.validToDate.getTime() - server.validFromDate.getTime()).toBeLessThanOrEqual(397 * DAY);
  expect(server.checkIP('10.9.8.7')).toBe('10.9.8.7');
  expect(server.ca).toBe(false);
  const authority = new X509Certificate(certificate.authority?.certificate ?? '');
  expect(authority.subject).toMatch(/^CN=Qinling Hub [0-9a-f]{8}$/);
  expect(authority.validToDate.getTime() - now).toBeGreaterThan(9.9 * 365 * DAY);
  expect(authority.fingerprint256).toBe(certificate.authority?.fingerprint);
  expect(certificate.authority?.certificate).not.toContain('PRIVATE');
  const { issueServer } = await import('../../server/certificate-issue.ts');
  const secret = readFileSync(join(folder, 'tls/authority.pem'), 'utf8');
  const stolen = await issueServer(secret, ['bank.example'], now);
  const forged = createServer({ cert: stolen, key: stolen });
  forged.listen(0, '127.0.0.1');
  await once(forged, 'listening');
  onTestFinished(() => void forged.close());
  await expect(
    shake(forged, certificate.authority?.certificate ?? '', { servername: 'bank.example' }),
  ).rejects.toMatchObject({ message: expect.stringMatching(/permitted subtree/) as string });
});

test('keys are for this user only', async () => {
  const folder = join(temporaryFolder(), 'data');
  await create(folder);
  expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
  const files = readdirSync(join(folder, 'tls')).sort();
  expect(files).toEqual(['authority.pem', 'server.pem']);
  for (const file of files) expect(statSync(join(folder, 'tls', file)).mode & 0o777).toBe(0o600);
});

test('a second start shows the same certificate', async () => {
  const folder = temporaryFolder();
  const first = await create(folder);
  const second = await create(folder);
  expect(second.pair).toEqual(first.pair);
  expect(second.authority).toEqual(first.authority);
  expect(await second.renew()).toBe(false);
});

test('it is renewed while the hub runs, when less than 30 days remain', async () => {
  const begin = Date.now() - 380 * DAY;
  const certificate = await create(temporaryFolder(), {}, begin);
  const server = await serve(certificate);
  const { authority } = certificate;
  const ca = authority?.certificate ?? '';
  const before = await shake(server, ca);
  expect(await certificate.renew(begin + 360 * DAY)).toBe(false);
  expect(await certificate.renew()).toBe(true);
  server.setSecureContext(certificate.pair);
  const after = await shake(server, ca);
  expect(after.serialNumber).not.toBe(before.serialNumber);
  expect(certificate.authority).toEqual(authority);
});

test('another private address needs another certificate, and the same authority', async () => {
  const folder = temporaryFolder();
  const first = await create(folder);
  const moved = await create(folder, { announcedAddress: '192.168.3.4' });
  expect(moved.authority).toEqual(first.authority);
  expect(x509(moved).checkIP('192.168.3.4')).toBeDefined();
  expect(x509(moved).checkIP('10.9.8.7')).toBeUndefined();
});

test('a name that the authority may not speak for needs another authority', async () => {
  const folder = temporaryFolder();
  const first = await create(folder);
  for (const announcedAddress of ['hub.county.example', '203.0.113.5']) {
    const moved = await create(folder, { announcedAddress });
    expect(moved.authority?.fingerprint).not.toBe(first.authority?.fingerprint);
    const server = await serve(moved);
    await shake(server, moved.authority?.certificate ?? '');
    expect(await moved.renew()).toBe(false);
  }
});

test('a machine that renames itself keeps its authority', () => {
  const parts = { host: 'Hub.Example', announcedAddress: '10.9.8.7' };
  const names = namesOf(parts, 'Desk_1');
  expect(names.told).toEqual(['10.9.8.7', 'hub.example']);
  expect(names.all).toEqual(['10.9.8.7', 'hub.example', 'localhost', '127.0.0.1', '::1']);
  expect(namesOf(parts, 'desk-1').told).toEqual(names.told);
});

test('a damaged certificate is made anew; a damaged authority is not, since it is trusted elsewhere', async () => {
  const folder = temporaryFolder();
  const first = await create(folder);
  writeFileSync(join(folder, 'tls/server.pem'), 'half a cert');
  const second = await create(folder);
  expect(second.authority).toEqual(first.authority);
  expect(second.pair).not.toEqual(first.pair);
  writeFileSync(join(folder, 'tls/authority.pem'), first.authority?.certificate ?? '');
  await expect(create(folder)).rejects.toThrow(/HUB_DATA: tls\/authority\.pem is damaged/);
});

test('plain http has no certificate; given files have no authority', async () => {
  const dataFolder = temporaryFolder();
  const parts = { host: '127.0.0.1', announcedAddress: null, dataFolder };
  expect(await Certificate.create({ ...parts, tls: null })).toBeNull();
  const own = await create(dataFolder);
  const pem = Buffer.from(own.pair.cert);
  const given = await Certificate.create({ ...parts, tls: { cert: pem, key: pem } });
  expect(given?.pair).toEqual({ cert: pem, key: pem });
  expect(given?.authority).toBeNull();
  expect(await given?.renew()).toBe(false);
});
