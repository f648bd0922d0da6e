import { TOTP, Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { addUser, CODES } from '../people.ts';
import { Client, openStore, PASSWORD, shareHub, startHub, temporaryFolder } from '../rig.ts';

const NEXT = 'another long passphrase';

/** A code of a secret, of the step that is `steps` from the present one. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Sets a second factor up; resolves to its secret and recovery codes. */
async function enrol(client: Client): Promise<{ secret: string; codes: string[] }> {
  const { secret, uri } = (await client.call('totp.offer', { password: PASSWORD })).body;
  expect(uri).toContain(secret);
  const reply = await client.call('totp.confirm', { code: codeOf(secret, -1) });
  expect(reply.status).toBe(200);
  return { secret, codes: reply.body.codes };
}

async function signIn(url: string, code?: string): Promise<[number, string | undefined]> {
  const client = new Client(url);
  await client.start();
  const reply = await client.call('session.signIn', { username: 'admin', password: PASSWORD, ...(code && { code }) });
  return [reply.status, reply.error?.code];
}

test('a new password needs the current one, and ends all other sessions', async () => {
  const { url } = await startHub();
  const client = await Client.signIn(url);
  const other = await Client.signIn(url);
  const page = await other.open();
  const wrong = await client.call('password.change', { current: 'not the password', next: NEXT });
  expect([wrong.status, wrong.error?.code]).toEqual([422, 'password.wrong']);
  const weak = await client.call('password.change', { current: PASSWORD, next: 'admin and more of it' });
  expect([weak.status, weak.error?.code]).toEqual([422, 'password.weak']);
  expect((await other.call('session.list')).status).toBe(200);

  expect((await client.call('password.change', { current: PASSWORD, next: NEXT })).status).toBe(200);
  expect(await page.closed).toBe(4401);
  expect((await other.call('session.list')).status).toBe(401);
  expect((await client.call('session.list')).body.sessions).toHaveLength(1);
  expect(await signIn(url)).toEqual([401, 'session.refused']);
  await Client.signIn(url, 'admin', { password: NEXT });
});

test('a second factor: asked for once it is set up, each code and each recovery code good once', async () => {
  const started = await startHub();
  const { url } = started;
  const client = await Client.signIn(url);
  expect((await client.call('totp.offer', { password: 'not it' })).error?.code).toBe('password.wrong');
  expect((await client.call('totp.confirm', { code: '123456' })).error?.code).toBe('session.code-wrong');
  const { secret, codes } = await enrol(client);
  expect(codes).toHaveLength(10);

  expect(await signIn(url)).toEqual([401, 'session.code-needed']);
  expect(await signIn(url, codeOf(secret, -1))).toEqual([401, 'session.code-wrong']);
  const code = codeOf(secret);
  expect(await signIn(url, code)).toEqual([200, undefined]);
  expect(await signIn(url, code)).toEqual([401, 'session.code-wrong']);
  expect(await signIn(url, codes[0]?.toUpperCase())).toEqual([200, undefined]);
  expect(await signIn(url, codes[0])).toEqual([401, 'session.code-wrong']);
  for (const hidden of [secret, ...codes]) expect(started.log()).not.toContain(hidden);
});

test('setting up a second factor ends all other sessions', async () => {
  const { url } = await startHub();
  const client = await Client.signIn(url);
  const other = await Client.signIn(url);
  await enrol(client);
  expect((await other.call('session.list')).status).toBe(401);
  expect((await client.start()).hasSecondFactor).toBe(true);
});

test('a second factor is replaced only by who has it; the password alone is not enough, and leaves a trace', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await addUser(store, 'admin', ['commander']);
  await store.close();
  const { url, hub } = await startHub({ HUB_DATA: folder });
  const client = await Client.signIn(url, 'admin', { code: CODES[0] ?? '' });
  const offer = async (code?: string) => {
    const { body, error } = await client.call('totp.offer', { password: PASSWORD, ...(code && { code }) });
    return { secret: body.secret, code: error?.code };
  };
  expect((await offer()).code).toBe('session.code-needed');
  expect((await offer(CODES[0])).code).toBe('session.code-wrong');
  const { secret } = await offer(CODES[1]);
  const { status } = await client.call('totp.confirm', { code: codeOf(secret, -1) });
  expect(status).toBe(200);
  expect(await signIn(url)).toEqual([401, 'session.code-needed']);
  await hub.close();
  const events = await (await openStore(folder)).auditEvents.list(10);
  expect(events.map(({ action, outcome, detail }) => [action, outcome, detail['reason']])).toEqual([
    ['session.first-step', 'refused', 'code needed'],
    ['totp.confirm', 'done', undefined],
    ['totp.offer', 'refused', 'wrong code'],
    ['session.sign-in', 'done', undefined],
  ]);
  expect(events[0]?.user?.username).toBe('admin');
});

test('codes that are far off the time are wrong', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await addUser(store, 'admin', ['commander']);
  await store.close();
  const { url } = await startHub({ HUB_DATA: folder });
  for (const steps of [-3, 3]) {
    expect(await signIn(url, codeOf('JBSWY3DPEHPK3PXP', steps))).toEqual([401, 'session.code-wrong']);
  }
  expect(await signIn(url, CODES[0])).toEqual([200, undefined]);
});

test('secrets are sealed, and bound to their user', async () => {
  const store = await openStore();
  const first = await addUser(store, 'first', ['commander']);
  expect(await store.secondFactors.secret(first)).toBe('JBSWY3DPEHPK3PXP');
  expect(await store.secondFactors.useStep(first, 5)).toBe(true);
  expect(await store.secondFactors.useStep(first, 5)).toBe(false);
  expect(await store.secondFactors.useStep(first, 4)).toBe(false);
});

const shared = shareHub({ HUB_ADMIN_PASSWORD: PASSWORD });

test('an administrator can do nothing else before the second factor is set up, and all of it afterwards', async () => {
  const admin = await Client.signIn(shared.url);
  const denied = await admin.call('person.list');
  expect([denied.status, denied.error?.code]).toEqual([403, 'session.enrol']);
  await enrol(admin);
  expect((await admin.call('person.list')).body.total).toBe(1);
});
