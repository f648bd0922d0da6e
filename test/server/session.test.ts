import { expect, test } from 'vitest';
import { addUser } from './people.ts';
import { Client, openStore, PASSWORD, startHub, temporaryFolder } from './rig.ts';

test('signing in and out', async () => {
  const { url } = await startHub();
  const client = new Client(url);
  expect(await client.start()).toMatchObject({ user: null, rights: {}, lastSignIn: null });
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

test('a user is told when and from where the account was used last', async () => {
  const { url } = await startHub();
  const before = Date.now();
  await Client.signIn(url, 'admin', { from: '127.0.0.7' });
  const client = await Client.signIn(url, 'admin', { from: '127.0.0.8' });
  const { lastSignIn } = await client.start();
  expect(lastSignIn?.address).toBe('127.0.0.7');
  expect(lastSignIn?.at).toBeGreaterThanOrEqual(before);
});

test('the own sessions are listed, and each can be ended with its pages', async () => {
  const { url } = await startHub();
  const here = await Client.signIn(url);
  const there = await Client.signIn(url, 'admin', { from: '127.0.0.9' });
  const page = await there.open();
  const { sessions } = (await here.call('session.list')).body;
  expect(sessions.map(({ address, current }) => [address, current])).toEqual([
    ['127.0.0.9', false],
    ['127.0.0.1', true],
  ]);
  const other = sessions.find(({ current }) => !current);
  expect((await here.call('session.end', undefined, other?.id)).status).toBe(200);
  expect(await page.closed).toBe(4401);
  expect((await there.call('session.list')).status).toBe(401);
  expect((await here.call('session.end', undefined, other?.id)).error?.code).toBe('session.unknown');
});

test('nobody ends a session of somebody else', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await addUser(store, 'clerk', ['village-official']);
  await store.close();
  const { url } = await startHub({ HUB_DATA: folder });
  const clerk = await Client.signIn(url, 'clerk');
  const [own] = (await clerk.call('session.list')).body.sessions;
  const other = await Client.signIn(url);
  expect((await other.call('session.end', undefined, own?.id)).error?.code).toBe('session.unknown');
  expect((await clerk.call('session.list')).status).toBe(200);
});
