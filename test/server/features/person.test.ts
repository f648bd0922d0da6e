import { expect, test } from 'vitest';
import type { Person } from '../../../server/contract/people.ts';
import type { Hub } from '../../../server/hub.ts';
import { newId } from '../../../server/id.ts';
import { addUser, CODES } from '../people.ts';
import { Client, openStore, PASSWORD, startHub, temporaryFolder } from '../rig.ts';

interface Stage {
  hub: Hub;
  url: string;
  folder: string;
  root: string;
  town: string;
  village: string;
  system: Client;
  security: Client;
  /** Ids by user name. */
  ids: Record<string, string>;
}

/** A county with a town and a village, and administrators of the county and of the town. */
async function stage(): Promise<Stage> {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const root = (await store.orgUnits.root()).id;
  const unit = async (parentId: string, name: string, kind: 'town' | 'village'): Promise<string> => {
    const id = newId();
    await store.orgUnits.add({ ...(await store.orgUnits.root()), id, parentId, name, kind, civilCode: '' });
    return id;
  };
  const town = await unit(root, '城关镇', 'town');
  const village = await unit(town, '东村', 'village');
  const ids = {
    system: await addUser(store, 'system', ['system-administrator']),
    security: await addUser(store, 'security', ['security-administrator']),
    'town-system': await addUser(store, 'town-system', ['system-administrator'], town),
    'town-security': await addUser(store, 'town-security', ['security-administrator'], town),
    clerk: await addUser(store, 'clerk', ['village-official'], village),
    '50%_off': await addUser(store, '50%_off', []),
  };
  await store.close();
  const { hub, url } = await startHub({ HUB_DATA: folder });
  const code = CODES[0] ?? '';
  const system = await Client.signIn(url, 'system', { code });
  const security = await Client.signIn(url, 'security', { code });
  return { hub, url, folder, root, town, village, system, security, ids };
}

const facts = (unitId: string) => ({ username: 'new-one', name: '新人', phone: '', unitId, expiresAt: null });

test('people are listed within one’s area, by text, unit and role, page by page', async () => {
  const { url, system, village, town } = await stage();
  const names = async (client: Client, query: Record<string, string>) => {
    const { body } = await client.call('person.list', undefined, '', query);
    return [body.people.map(({ username }) => username), body.total];
  };
  const all = ['50%_off', 'admin', 'clerk', 'security', 'system', 'town-security', 'town-system'];
  expect(await names(system, {})).toEqual([all, 7]);
  expect(await names(system, { offset: '2', limit: '2' })).toEqual([all.slice(2, 4), 7]);
  expect(await names(system, { text: 'SEC' })).toEqual([['security', 'town-security'], 2]);
  expect(await names(system, { text: '%_' })).toEqual([['50%_off'], 1]);
  expect(await names(system, { role: 'system-administrator' })).toEqual([['system', 'town-system'], 2]);
  expect(await names(system, { unitId: village })).toEqual([['clerk'], 1]);

  const inTown = await Client.signIn(url, 'town-system', { code: CODES[0] ?? '' });
  expect(await names(inTown, {})).toEqual([['clerk', 'town-security', 'town-system'], 3]);
  expect(await names(inTown, { unitId: town })).toEqual([['clerk', 'town-security', 'town-system'], 3]);
  const clerk = await Client.signIn(url, 'clerk');
  expect((await clerk.call('person.list')).status).toBe(403);
});

test('accounts are made once, within one’s area, and their link is told once', async () => {
  const { url, system, root, village, folder, hub } = await stage();
  const code = (reply: { error: { code: string } | undefined }) => reply.error?.code;
  const inTown = await Client.signIn(url, 'town-system', { code: CODES[0] ?? '' });
  expect(code(await inTown.call('person.create', facts(root)))).toBe('permission.denied');
  const made = await inTown.call('person.create', facts(village));
  expect(made.body.person).toMatchObject({ username: 'new-one', state: 'invited', roles: [], hasSecondFactor: false });
  expect(code(await system.call('person.create', { ...facts(root), username: 'NEW-ONE' }))).toBe('person.taken');
  expect(code(await system.call('person.create', { ...facts('01a00000-0000-7000-8000-000000000000') }))).toBe(
    'org.unknown',
  );

  await hub.close();
  const events = (await (await openStore(folder)).auditEvents.list(100)).filter(
    ({ action }) => action === 'person.create',
  );
  expect(events.map(({ outcome, user }) => [user?.username, outcome])).toEqual([
    ['system', 'refused'],
    ['system', 'refused'],
    ['town-system', 'done'],
    ['town-system', 'refused'],
  ]);
  expect(events[2]).toMatchObject({ target: { kind: 'user', id: made.body.person.id }, unitId: village });
  expect(JSON.stringify(events)).not.toContain(made.body.invitation.token);
});

test('a disabled person is out at once: sessions, pages, sign-in; and back when enabled', async () => {
  const { url, system, ids, town } = await stage();
  const clerk = await Client.signIn(url, 'clerk');
  const page = await clerk.open();
  const update = (body: object) => system.call('person.update', body, ids['clerk']);
  expect((await update({ disabled: true })).body.state).toBe('disabled');
  expect(await page.closed).toBe(4401);
  expect((await clerk.call('session.list')).status).toBe(401);
  expect(await Client.signIn(url, 'clerk').catch(String)).toContain('session.refused');
  expect((await update({ disabled: false })).body.state).toBe('active');
  await Client.signIn(url, 'clerk');
  const self = await system.call('person.update', { disabled: true }, ids['system']);
  expect([self.status, self.error?.code]).toEqual([409, 'person.self']);
  // Nor does anybody move to where there is more to read.
  const moved = await system.call('person.update', { unitId: town }, ids['system']);
  expect([moved.status, moved.error?.code]).toEqual([409, 'person.self']);
});

test('who expires is out at that time', async () => {
  const { url, system, ids } = await stage();
  const clerk = await Client.signIn(url, 'clerk');
  const expiresAt = Date.now() + 1000;
  expect((await system.call('person.update', { expiresAt }, ids['clerk'])).body.state).toBe('active');
  // Null where the machine is so slow that the time is over already.
  const page = await clerk.open().catch(() => null);
  if (page !== null) expect(await page.closed).toBe(4401);
  await expect.poll(async () => (await clerk.call('session.list')).status).toBe(401);
  expect((await system.call('person.list', undefined, '', { text: 'clerk' })).body.people[0]?.state).toBe('expired');
});

test('inviting anew takes password, second factor and sessions away; not from oneself, nor from other administrators', async () => {
  const { url, system, security, ids, town } = await stage();
  await security.call('role.assign', { role: 'commander', unitId: town, until: null }, ids['clerk']);
  const clerk = await Client.signIn(url, 'clerk');
  const { secret } = (await clerk.call('totp.offer', { password: PASSWORD })).body;
  expect(secret).not.toBe('');
  // A commander signs in with a second factor: no link leads around it, whoever has it.
  expect((await system.call('person.invite', undefined, ids['clerk'])).error?.code).toBe('person.administrator');
  expect((await clerk.call('session.list')).status).toBe(200);
  const held = (await system.call('person.list', undefined, '', { text: 'clerk' })).body.people[0]?.roles.at(-1);
  await security.call('role.remove', undefined, held?.id);
  const { token } = (await system.call('person.invite', undefined, ids['clerk'])).body;
  // Nor does one that is given while the link is out.
  const again = await security.call('role.assign', { role: 'commander', unitId: town, until: null }, ids['clerk']);
  expect(again.error?.code).toBe('role.invited');
  expect((await clerk.call('session.list')).status).toBe(401);
  expect(await Client.signIn(url, 'clerk').catch(String)).toContain('session.refused');
  const anew = new Client(url);
  await anew.start();
  const made = await anew.call('session.setup', { token, password: 'a new long passphrase' });
  expect(made.body).toMatchObject({ user: { id: ids['clerk'], mustEnrol: false }, hasSecondFactor: false });

  for (const [name, code] of [
    ['system', 'person.self'],
    ['security', 'person.administrator'],
    ['town-security', 'person.administrator'],
  ] as const) {
    expect((await system.call('person.invite', undefined, ids[name])).error?.code).toBe(code);
  }
  // Whoever looks after a town cannot take over somebody whose role reaches beyond it.
  const inTown = await Client.signIn(url, 'town-system', { code: CODES[0] ?? '' });
  await security.call('role.assign', { role: 'inspector', unitId: security.user?.unitId, until: null }, ids['clerk']);
  expect((await inTown.call('person.invite', undefined, ids['clerk'])).error?.code).toBe('permission.denied');
});

test('a contractor’s role ends, a past end is none, and an ended role can be given again', async () => {
  const { security, ids, village } = await stage();
  const assign = async (role: string, until: number | null): Promise<Person['roles'] | string | undefined> => {
    const reply = await security.call('role.assign', { role, unitId: village, until }, ids['50%_off']);
    return reply.error?.code ?? reply.body.roles;
  };
  expect(await assign('contractor', null)).toBe('role.until');
  expect(await assign('contractor', Date.now() - 1)).toBe('role.past');
  const until = Date.now() + 150;
  expect(await assign('contractor', until)).toMatchObject([{ role: 'contractor', until }]);
  expect(await assign('contractor', until + 60_000)).toBe('role.taken');
  await expect.poll(() => assign('contractor', until + 60_000)).toMatchObject([{ role: 'contractor' }]);
});

test('roles are given within one’s area only', async () => {
  const { url, ids, root, village } = await stage();
  const inTown = await Client.signIn(url, 'town-security', { code: CODES[0] ?? '' });
  const assign = (unitId: string) =>
    inTown.call('role.assign', { role: 'technician', unitId, until: null }, ids['clerk']);
  expect((await assign(root)).error?.code).toBe('permission.denied');
  const { roles } = (await assign(village)).body;
  expect(roles).toMatchObject([{ role: 'village-official' }, { role: 'technician', unitId: village }]);
  const [, technician] = roles;
  expect((await inTown.call('role.remove', undefined, technician?.id)).body.roles).toHaveLength(1);
  expect((await inTown.call('role.remove', undefined, technician?.id)).error?.code).toBe('role.unknown');
});
