import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Administrator, administrators } from '../../../server/contract/people.ts';
import { newId } from '../../../server/id.ts';
import { addUser, CODES } from '../people.ts';
import { Client, openStore, startHub, temporaryFolder, type TestHub } from '../rig.ts';

interface Stage extends TestHub {
  root: string;
  town: string;
  clients: Record<Administrator, Client>;
  ids: Record<string, string>;
  audit: () => Promise<string[]>;
}

/** A hub with one of each administrator, and people who are nothing yet. */
async function stage(): Promise<Stage> {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const county = await store.orgUnits.root();
  const root = county.id;
  const town = newId();
  await store.orgUnits.add({ ...county, id: town, parentId: root, name: '城关镇', kind: 'town', civilCode: '' });
  const ids: Record<string, string> = {};
  for (const role of administrators) ids[role] = await addUser(store, role, [role]);
  for (const name of ['zhang', 'zhao']) ids[name] = await addUser(store, name, []);
  await store.close();
  const started = await startHub({ HUB_DATA: folder });
  const signIn = (role: Administrator) => Client.signIn(started.url, role, { code: CODES[0] ?? '' });
  const clients = {
    'system-administrator': await signIn('system-administrator'),
    'security-administrator': await signIn('security-administrator'),
    'audit-administrator': await signIn('audit-administrator'),
  };
  const audit = async (): Promise<string[]> => {
    await started.hub.close();
    const events = await (await openStore(folder)).auditEvents.list(1000);
    return events
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ user, action, detail }) => `${user?.username} ${action} ${String(detail['reason'])}`);
  };
  return { ...started, root, town, clients, ids, audit };
}

test('nobody else than the security administrator gives roles, and nobody to themselves', async () => {
  const { clients, ids, root, audit } = await stage();
  const body = { role: 'commander', unitId: root, until: null };
  for (const role of ['system-administrator', 'audit-administrator'] as const) {
    const reply = await clients[role].call('role.assign', body, ids['zhang']);
    expect([reply.status, reply.error?.code]).toEqual([403, 'permission.denied']);
  }
  const security = clients['security-administrator'];
  const self = await security.call('role.assign', body, ids['security-administrator']);
  expect([self.status, self.error?.code]).toEqual([409, 'person.self']);
  const [own] = security.user?.roles ?? [];
  expect((await security.call('role.remove', undefined, own?.id)).error?.code).toBe('person.self');
  expect((await security.call('role.assign', body, ids['zhang'])).status).toBe(200);
  expect(await audit()).toEqual([
    'security-administrator role.remove person.self',
    'security-administrator role.assign person.self',
  ]);
});

test('no one holds two of the three: in any order, in one unit or two, with an end or without', async () => {
  const { clients, ids, root, town } = await stage();
  const security = clients['security-administrator'];
  const assign = (role: Administrator, unitId: string, until: number | null) =>
    security.call('role.assign', { role, unitId, until }, ids['zhang']);
  for (const first of administrators) {
    for (const [unitId, until] of [
      [root, null],
      [town, Date.now() + 3_600_000],
    ] as const) {
      const [held] = (await assign(first, unitId, until)).body.roles;
      for (const second of administrators.filter((role) => role !== first)) {
        for (const there of [root, town]) {
          for (const end of [null, Date.now() + 60_000]) {
            expect((await assign(second, there, end)).error?.code).toBe('role.administrators');
          }
        }
      }
      expect((await security.call('role.remove', undefined, held?.id)).body.roles).toEqual([]);
    }
  }
});

test('two requests at once do not combine what one after the other may not', async () => {
  const { clients, ids, root } = await stage();
  const security = clients['security-administrator'];
  const replies = await Promise.all(
    administrators.map((role) => security.call('role.assign', { role, unitId: root, until: null }, ids['zhang'])),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('whatever the administrators do, nobody becomes two of the three, and one of each is left', async () => {
  const { clients, ids, root, folder, hub } = await stage();
  const everybody = Object.values(ids);
  const act = fc.record({
    by: fc.constantFrom(...administrators),
    what: fc.constantFrom('assign', 'remove', 'disable', 'enable', 'expire', 'invite'),
    whom: fc.constantFrom(...everybody),
    role: fc.constantFrom(...administrators),
    ends: fc.boolean(),
  });
  const watcher = await openStore(folder);
  const [acts = []] = fc.sample(fc.array(act, { minLength: 120, maxLength: 120 }), { numRuns: 1, seed: 610923 });
  for (const { by, what, whom, role, ends } of acts) {
    const client = clients[by];
    const until = ends ? Date.now() + 3_600_000 : null;
    switch (what) {
      case 'assign':
        await client.call('role.assign', { role, unitId: root, until }, whom);
        break;
      case 'remove':
        await client.call('role.remove', undefined, (await watcher.users.roles(whom))[0]?.id ?? whom);
        break;
      case 'disable':
      case 'enable':
        await client.call('person.update', { disabled: what === 'disable' }, whom);
        break;
      case 'expire':
        await client.call('person.update', { expiresAt: until }, whom);
        break;
      case 'invite':
        await client.call('person.invite', undefined, whom);
    }
    for (const id of everybody) {
      const held = new Set((await watcher.users.roles(id)).map((assignment) => assignment.role));
      expect(administrators.filter((administrator) => held.has(administrator)).length).toBeLessThan(2);
    }
    for (const administrator of administrators) {
      expect((await watcher.users.holders(administrator, root)).lasting).toBeGreaterThan(0);
    }
  }
  await hub.close();
});

test('the last security administrator cannot be removed, disabled, limited or invited anew', async () => {
  const { clients, ids, root } = await stage();
  const first = ids['security-administrator'];
  const system = clients['system-administrator'];
  const security = clients['security-administrator'];
  const update = (body: object) => system.call('person.update', body, first);
  for (const body of [{ disabled: true }, { expiresAt: Date.now() + 60_000 }]) {
    const reply = await update(body);
    expect([reply.status, reply.error?.code]).toEqual([409, 'role.last']);
    expect(reply.error?.message.zh).toContain('安全管理员');
  }
  expect((await system.call('person.invite', undefined, first)).error?.code).toBe('person.administrator');

  // A second one whose role ends does not count as one that is left.
  const assign = (until: number | null) =>
    security.call('role.assign', { role: 'security-administrator', unitId: root, until }, ids['zhang']);
  const { roles } = (await assign(Date.now() + 3_600_000)).body;
  expect((await update({ disabled: true })).error?.code).toBe('role.last');
  expect((await security.call('role.remove', undefined, roles[0]?.id)).status).toBe(200);

  expect((await assign(null)).status).toBe(200);
  expect((await update({ disabled: true })).status).toBe(200);
  const refused = await system.call('person.update', { disabled: true }, ids['zhang']);
  expect(refused.error?.code).toBe('role.last');
});

test('nobody becomes an administrator by an account that somebody else has the link of', async () => {
  const { clients, root } = await stage();
  const system = clients['system-administrator'];
  const facts = { username: 'puppet', name: '傀儡', phone: '', unitId: root, expiresAt: null };
  const { person } = (await system.call('person.create', facts)).body;
  const body = { role: 'audit-administrator', unitId: root, until: null };
  const reply = await clients['security-administrator'].call('role.assign', body, person.id);
  expect([reply.status, reply.error?.code]).toEqual([409, 'role.invited']);
});

test('who gives a role sees when and from where the link was used, and so does the record', async () => {
  const { clients, url, root, folder, hub } = await stage();
  const facts = { username: 'newcomer', name: '新人', phone: '', unitId: root, expiresAt: null };
  const { person, invitation } = (await clients['system-administrator'].call('person.create', facts)).body;
  expect(person.linkUsed).toBeNull();
  const elsewhere = new Client(url, '127.0.7.7');
  await elsewhere.start();
  await elsewhere.call('session.setup', { token: invitation.token, password: 'a new long passphrase' });
  const security = clients['security-administrator'];
  const shown = (await security.call('person.list', undefined, '', { text: 'newcomer' })).body.people[0]?.linkUsed;
  expect(shown?.address).toBe('127.0.7.7');
  await security.call('role.assign', { role: 'commander', unitId: root, until: null }, person.id);
  await hub.close();
  const [event] = (await (await openStore(folder)).auditEvents.list(10)).filter(
    ({ action }) => action === 'role.assign',
  );
  expect(event?.detail).toMatchObject({ linkUsedAt: shown?.at, linkUsedFrom: '127.0.7.7' });
});
