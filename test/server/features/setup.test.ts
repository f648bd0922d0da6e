import { expect, test } from 'vitest';
import { administrators } from '../../../server/contract/people.ts';
import { Hub } from '../../../server/hub.ts';
import { addUser } from '../people.ts';
import { Client, openStore, PASSWORD, startHub, temporaryFolder, testConfig } from '../rig.ts';

const nobody = { HUB_ADMIN_PASSWORD: '' };

function tokenOf(url: string | undefined): string {
  return new URL(url ?? '').searchParams.get('token') ?? '';
}

test('the first start gives one link per administrator role, each good once', async () => {
  const { hub, url } = await startHub(nobody);
  expect(hub.setupUrls.map(({ role }) => role)).toEqual(administrators);
  const token = tokenOf(hub.setupUrls[0]?.url);
  const client = new Client(url);
  expect((await client.start()).setupNeeded).toBe(true);

  const wrong = await client.call('session.setup', { token: 'guessed', username: '王主任', password: PASSWORD });
  expect([wrong.status, wrong.error?.code]).toEqual([403, 'session.setup-link']);
  const short = await client.call('session.setup', { token, username: '王主任', password: 'short' });
  expect([short.status, short.error?.code]).toEqual([400, 'request.invalid']);
  const weak = await client.call('session.setup', { token, username: '王主任', password: '123456789012' });
  expect([weak.status, weak.error?.code]).toEqual([422, 'password.weak']);

  const look = await client.call('session.look', { token });
  expect(look.body).toEqual({ username: null, name: '', role: 'system-administrator' });
  const made = await client.call('session.setup', { token, username: '王主任', password: PASSWORD });
  expect(made.body.user).toMatchObject({ username: '王主任', mustEnrol: true });
  expect(made.body.user?.roles.map(({ role }) => role)).toEqual(['system-administrator']);

  const other = new Client(url);
  await other.start();
  const again = await other.call('session.setup', { token, username: 'second', password: PASSWORD });
  expect([again.status, again.error?.code]).toEqual([403, 'session.setup-link']);
  const taken = await other.call('session.setup', {
    token: tokenOf(hub.setupUrls[1]?.url),
    username: '王主任',
    password: PASSWORD,
  });
  expect([taken.status, taken.error?.code]).toEqual([409, 'person.taken']);
});

test('a restart prints new links and the old ones are void; whoever is there needs none', async () => {
  const HUB_DATA = temporaryFolder();
  const first = await Hub.create(testConfig({ ...nobody, HUB_DATA, HUB_LOG: 'silent' }));
  await first.close();
  const second = await startHub({ ...nobody, HUB_DATA });
  const client = new Client(second.url);
  await client.start();
  const setup = (url: string | undefined) =>
    client.call('session.setup', { token: tokenOf(url), username: 'system', password: PASSWORD });
  expect((await setup(first.setupUrls[0]?.url)).status).toBe(403);
  expect((await setup(second.hub.setupUrls[0]?.url)).status).toBe(200);
  await second.hub.close();
  const third = await startHub({ ...nobody, HUB_DATA });
  expect(third.hub.setupUrls.map(({ role }) => role)).toEqual(['security-administrator', 'audit-administrator']);
});

test('HUB_ADMIN_PASSWORD makes the system administrator; the other two come by links', async () => {
  const { hub, url } = await startHub({ HUB_ADMIN_PASSWORD: PASSWORD });
  expect(hub.setupUrls.map(({ role }) => role)).toEqual(['security-administrator', 'audit-administrator']);
  const admin = await Client.signIn(url);
  expect(admin.user?.roles.map(({ role }) => role)).toEqual(['system-administrator', 'technician']);
  // Until the second factor is set up there is nothing but one's own account.
  const reply = await admin.call('camera.list');
  expect([reply.status, reply.error?.code]).toEqual([403, 'session.enrol']);
  expect((await admin.call('session.list')).status).toBe(200);
});

test('an invited person sets the password; the link of one who is disabled is void', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  await addUser(store, 'system', ['system-administrator']);
  await store.close();
  const { url } = await startHub({ HUB_DATA: folder });
  const system = await Client.signIn(url, 'system', { code: 'aaaabbbbccccdd10' });
  const facts = { name: '李村官', phone: '', unitId: system.user?.unitId, expiresAt: null };
  const { person, invitation } = (await system.call('person.create', { ...facts, username: 'lili' })).body;
  expect(person.state).toBe('invited');

  const li = new Client(url);
  await li.start();
  const unset = await li.call('session.signIn', { username: 'lili', password: PASSWORD });
  expect([unset.status, unset.error?.code]).toEqual([401, 'session.refused']);
  const look = await li.call('session.look', { token: invitation.token });
  expect(look.body).toEqual({ username: 'lili', name: '李村官', role: null });
  const made = await li.call('session.setup', { token: invitation.token, password: PASSWORD });
  expect(made.body.user).toMatchObject({ id: person.id, username: 'lili', roles: [] });

  const other = (await system.call('person.create', { ...facts, username: 'zhao' })).body;
  await system.call('person.update', { disabled: true }, other.person.id);
  const late = await li.call('session.setup', { token: other.invitation.token, password: PASSWORD });
  expect([late.status, late.error?.code]).toEqual([403, 'session.setup-link']);
});
