import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CameraRanges, defaultCameraRanges } from '../../server/camera-ranges.ts';
import { hashPassword, verifyPassword } from '../../server/password.ts';
import { ROOT, temporaryFolder, testConfig } from './rig.ts';

test('what is set is read, and frozen', () => {
  const config = testConfig({ HUB_RELAY_IDLE_MS: '500', HUB_LOG: 'warn', HUB_PORT: '8081' });
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8081, relayIdleMs: 500, log: 'warn', tls: null });
  expect(Object.isFrozen(config)).toBe(true);
});

test('what other machines can reach has TLS, by itself', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    expect(testConfig({ HUB_HOST: host }).tls).toBeNull();
  }
  expect(testConfig({ HUB_HOST: '192.168.1.5' }).tls).toBe('own');
  expect(testConfig({ HUB_HOST: '0.0.0.0', HUB_ANNOUNCED_ADDRESS: '192.168.1.5' }).tls).toBe('own');
});

test('certificate files that cannot be used are refused at the start', () => {
  const file = join(temporaryFolder(), 'server.pem');
  writeFileSync(file, 'no certificate');
  expect(() => testConfig({ HUB_TLS_CERT: file, HUB_TLS_KEY: file })).toThrow(/HUB_TLS_CERT: .*must be PEM/);
});

test.each([
  ['HUB_PORT', '80a'],
  ['HUB_PORT', '70000'],
  ['HUB_PORT', '-1'],
  ['HUB_LOG', 'loud'],
  ['HUB_HOST', '0.0.0.0'],
  ['HUB_TLS_CERT', '/nowhere'],
  ['HUB_ADMIN_PASSWORD', 'short'],
  ['HUB_CAMERA_RANGES', '10.0.0.0/33'],
  ['HUB_CAMERA_RANGES', 'everywhere'],
  ['HUB_WORKER_BIN', '/nowhere'],
  ['HUB_WORKERS', '0'],
])('%s=%s is refused by name, in both languages, without telling a password', (name, value) => {
  const load = () => testConfig({ [name]: value });
  expect(load).toThrow(/^HUB_\w+: .*\p{Script=Han}.*\nHUB_\w+: [\x20-\x7e“”]+$/u);
  if (name === 'HUB_ADMIN_PASSWORD') expect(load).not.toThrow(value);
});

test('the hub that cannot start says why in two lines, and no stack', () => {
  const environment = { ...process.env, HUB_HOST: '0.0.0.0', HUB_DATA: temporaryFolder() };
  const { status, stderr, stdout } = spawnSync(process.execPath, ['server/main.ts'], { cwd: ROOT, env: environment });
  expect(status).toBe(1);
  expect(stdout.toString()).toBe('');
  expect(stderr.toString().trim().split('\n')).toEqual([
    expect.stringMatching(/^HUB_ANNOUNCED_ADDRESS: HUB_HOST 为 0\.0\.0\.0 时必须设置/),
    expect.stringMatching(/^HUB_ANNOUNCED_ADDRESS: is needed with HUB_HOST 0\.0\.0\.0/),
  ]);
});

test('only addresses of the ranges may be contacted', async () => {
  const ranges = new CameraRanges(defaultCameraRanges);
  for (const inside of ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.1.1', 'fd00::1']) {
    expect([inside, ranges.contains(inside)]).toEqual([inside, true]);
  }
  for (const outside of ['127.0.0.1', '8.8.8.8', '172.32.0.1', '::1', '0.0.0.0', 'localhost', '2130706433', '']) {
    expect([outside, ranges.contains(outside)]).toEqual([outside, false]);
  }
  await expect(ranges.resolve('localhost')).rejects.toMatchObject({ code: 'camera.range' });
  await expect(ranges.resolve('[::1]')).rejects.toMatchObject({ code: 'camera.range' });
  expect(await ranges.resolve('10.0.0.5')).toBe('10.0.0.5');
  const loopback = new CameraRanges(['127.0.0.0/8', '::1/128']);
  expect(await loopback.resolveUrl('rtsp://localhost:8554/a?b=c')).toMatch(
    /^rtsp:\/\/(127\.0\.0\.1|\[::1\]):8554\/a\?b=c$/,
  );
});

test('passwords are Argon2id, salted, and compared', async () => {
  const hash = await hashPassword('a long enough passphrase');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  expect(hash).not.toBe(await hashPassword('a long enough passphrase'));
  expect(await verifyPassword('a long enough passphrase', hash)).toBe(true);
  expect(await verifyPassword('a long enough passphrasf', hash)).toBe(false);
  expect(await verifyPassword('', null)).toBe(false);
});
