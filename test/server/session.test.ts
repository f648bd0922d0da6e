import { expect, test } from 'vitest';
import { Hub } from '../../server/hub.ts';
import { Client, openStore, PASSWORD, startHub, temporaryFolder, testConfig } from './rig.ts';

const noPassword = { HUB_ADMIN_PASSWORD: '' };

test('the one-time link makes the first administrator, once', async () => {
  const { hub, url } = await startHub(noPassword);
  const token = new URL(hub.setupUrl ?? '').searchParams.get('token') ?? '';
  const client = new Client(url);
  expect((await client.start()).setupNeeded).toBe(true);

  const wrong = await client.call('session.setup', { token: 'guessed', username: '王主任', password: PASSWORD });
  expect([wrong.status, wrong.error?.code]).toEqual([403, 'session.setup-link']);
  const weak = await client.call('session.setup', { token, username: '王主任', password: 'short' });
  expect([weak.status, weak.error?.code]).toEqual([400, 'request.invalid']);

  const made = await client.call('session.setup', { token, username: '王主任', password: PASSWORD });
  expect(made.status).toBe(200);
  expect(made.body.user).toMatchObject({ username: '王主任', role: 'administrator' });

  const other = new Client(url);
  await other.start();
  const again = await other.call('session.setup', { token, username: 'second', password: PASSWORD });
  expect([again.status, again.error?.code]).toEqual([409, 'session.setup-done']);
});

test('a restart prints a new link and the old one is void; with an administrator there is none', async () => {
  const HUB_DATA = temporaryFolder();
  const first = await Hub.create(testConfig({ ...noPassword, HUB_DATA, HUB_LOG: 'silent' }));
  await first.close();
  const second = await startHub({ ...noPassword, HUB_DATA });
  expect(second.hub.setupUrl).not.toBeNull();
  const client = new Client(second.url);
  await client.start();
  const setup = (setupUrl: string | null) => {
    const token = new URL(setupUrl ?? '').searchParams.get('token');
    return client.call('session.setup', { token, username: 'admin', password: PASSWORD });
  };
  expect((await setup(first.setupUrl)).status).toBe(403);
  expect((await setup(second.hub.setupUrl)).status).toBe(200);
  await second.hub.close();
  const third = await startHub({ ...noPassword, HUB_DATA });
  expect(third.hub.setupUrl).toBeNull();
});

test('signing in and out', async () => {
  const { hub, url } = await startHub();
  expect(hub.setupUrl).toBeNull();
  const client = new Client(url);
  expect(await client.start()).toMatchObject({ user: null, setupNeeded: false });
  const before = client.cookie;
  const reply = await client.call('session.signIn', { username: 'ADMIN', password: PASSWORD });
  expect(reply.body.user).toMatchObject({ username: 'admin' });
  expect(client.cookie).not.toBe(before);
  expect((await client.call('camera.list')).status).toBe(200);

  const kept = client.cookie;
  expect((await client.call('session.signOut')).status).toBe(200);
  client.cookie = kept;
  expect((await client.call('camera.list')).status).toBe(401);
});

test('the cookie is out of reach of scripts and other sites', async () => {
  const { url } = await startHub();
  const reply = await new Client(url).call('session.read');
  expect(reply.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(reply.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(reply.headers.get('cache-control')).toBe('no-store');
});

test('writes need the CSRF token of their own session', async () => {
  const { url } = await startHub();
  const client = await Client.signIn(url);
  const other = await Client.signIn(url);
  for (const token of ['', 'guessed', other.csrfToken]) {
    client.csrfToken = token;
    const reply = await client.call('session.signOut');
    expect([reply.status, reply.error?.code]).toEqual([403, 'session.csrf']);
  }
  const fresh = new Client(url);
  const reply = await fresh.call('session.signIn', { username: 'admin', password: PASSWORD });
  expect(reply.error?.code).toBe('session.csrf');
});

test('wrong passwords: the same answer for every name, then a growing delay, all recorded', async () => {
  const { hub, url, folder } = await startHub();
  const client = new Client(url);
  await client.start();
  const attempt = async (username: string, password = 'not the password') => {
    const reply = await client.call('session.signIn', { username, password });
    return [reply.status, reply.error?.code, reply.headers.get('retry-after')];
  };
  for (const username of ['admin', 'nobody']) {
    for (let failure = 1; failure <= 5; failure++) {
      expect(await attempt(username)).toEqual([401, 'session.refused', null]);
    }
    expect(await attempt(username, PASSWORD)).toEqual([429, 'session.delayed', '1']);
  }
  await hub.close();
  const store = await openStore(folder);
  const events = await store.auditEvents.list(100);
  const refused = events.filter(({ action, outcome }) => action === 'session.sign-in' && outcome === 'refused');
  expect(refused).toHaveLength(12);
  expect(refused.filter(({ user }) => user?.username === 'admin')).toHaveLength(6);
  expect(refused.filter(({ user }) => user === null)).toHaveLength(6);
  expect(JSON.stringify(events)).not.toContain('nobody');
});

test('the delay doubles, has an end, and is forgotten after a success', async () => {
  const store = await openStore();
  const { signInFailures } = store;
  const delays: number[] = [];
  for (let failure = 1; failure <= 14; failure++) {
    await signInFailures.add('Admin', 1000);
    delays.push((await signInFailures.nextAt('admin')) - 1000);
  }
  expect(delays).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1000));
  await signInFailures.clear('admin');
  expect(await signInFailures.nextAt('admin')).toBe(0);
});

test('a clock that was set back locks nobody out', async () => {
  const { signInFailures } = await openStore();
  const wrong = Date.now() + 365 * 86_400_000;
  for (let failure = 1; failure <= 14; failure++) await signInFailures.add('admin', wrong);
  expect(await signInFailures.nextAt('admin', wrong)).toBe(wrong + 60_000);
  expect(await signInFailures.nextAt('admin')).toBe(0);
});

test('an unknown name takes as long as a known one', async () => {
  const { url } = await startHub();
  const client = new Client(url);
  await client.start();
  const time = async (username: string): Promise<number> => {
    const began = performance.now();
    await client.call('session.signIn', { username, password: 'not the password' });
    return performance.now() - began;
  };
  await time('warm-up');
  const known = await time('admin');
  const unknown = await time('somebody');
  // Without the work for nobody it is a hundredth; the machine may be busy, so the bound is wide.
  expect(unknown).toBeGreaterThan(known / 4);
});

test('sign-ins are limited per address', async () => {
  const { url } = await startHub();
  const client = new Client(url);
  await client.start();
  client.csrfToken = 'none';
  const codes: (string | undefined)[] = [];
  for (let attempt = 1; attempt <= 31; attempt++) {
    const reply = await client.call('session.signIn', { username: 'admin', password: 'x' });
    codes.push(reply.error?.code);
  }
  expect(codes.at(-1)).toBe('request.too-many');
});
