import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import { sha256 } from '../../../server/keys.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser, CODES } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const DAY = 24 * 3_600_000;
const shared = shareHub();
let store: Store;
let towns: TwoTowns;
let official: Client;
let siteId: string;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  await addUser(store, 'official', ['town-official'], towns.town);
  await addUser(store, 'security', ['security-administrator']);
  await addUser(store, 'system', ['system-administrator']);
  official = await Client.signIn(shared.url, 'official');
  siteId = await addSite(towns.village);
});
afterAll(() => store.close());

async function addSite(unitId: string): Promise<string> {
  const id = newId();
  await store.sites.add({ id, unitId, name: `监控室 ${id.slice(-4)}`, kind: 'monitoring-room' });
  return id;
}

async function putUp(name = '大屏', site = siteId) {
  return (await official.call('kiosk.create', { name, siteId: site, days: 7 })).body;
}

/** The screen's own browser. */
async function screen(token: string): Promise<{ client: Client; code: string | undefined }> {
  const client = new Client(shared.url);
  await client.start();
  const reply = await client.call('kiosk.signIn', { token });
  if (reply.status === 200) client.user = reply.body.user;
  return { client, code: reply.error?.code };
}

test('a kiosk is put up, signs in, and sees what the unit of its site may see', async () => {
  const { kiosk, token } = await putUp('东村 大屏（1）');
  expect(kiosk).toMatchObject({ name: '东村 大屏（1）', siteId, unitId: towns.village, createdBy: 'official' });
  expect(kiosk.endsAt - kiosk.createdAt).toBe(7 * DAY);
  expect(kiosk.lastSeenAt).toBeNull();
  const { client } = await screen(token);
  const { endsAt: until } = kiosk;
  expect(client.user).toMatchObject({
    name: kiosk.name,
    unitId: towns.village,
    roles: [{ role: 'site-screen', unitId: towns.village, until }],
  });
  // Its name, as far as a user's name may hold it, stands in the record.
  expect(client.user?.username).toMatch(/^东村大屏1-[0-9a-f]{8}$/);
  const { grants } = (await client.call('grant.own')).body;
  expect(grants).toMatchObject([
    { purpose: 'duty-patrol', source: 'approval', state: 'active', unitId: towns.village, endsAt: until },
  ]);
  expect(grants[0]?.decidedBy).toBe('official');
  const [listed] = (await official.call('kiosk.list')).body.kiosks.filter(({ id }) => id === kiosk.id);
  expect(listed?.lastSeenAt).toBeGreaterThanOrEqual(kiosk.createdAt);
  const events = await store.auditEvents.search({ units: null }, 10);
  const ours = events.filter(({ target }) => target?.id === kiosk.id);
  expect(ours.map(({ action, user, outcome }) => [action, user?.username, outcome])).toEqual([
    ['kiosk.sign-in', client.user?.username, 'done'],
    ['kiosk.create', 'official', 'done'],
  ]);
  expect(ours[1]).toMatchObject({ purpose: 'duty-patrol', unitId: towns.village, detail: { kiosk: kiosk.name } });
});

test('of the token only the hash is kept, and it is told once', async () => {
  const { kiosk, token } = await putUp();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect((await store.kiosks.findByToken(token))?.id).toBe(kiosk.id);
  expect(await store.kiosks.findByToken(sha256(token))).toBeNull();
  expect((await official.call('kiosk.list')).text).not.toContain(token);
  expect(shared.log()).not.toContain(token);
});

test('a forged, a removed and an expired token are refused, and that is on record', async () => {
  const last = async () => (await store.auditEvents.list(1))[0];
  expect((await screen('forged')).code).toBe('kiosk.token');
  expect(await last()).toMatchObject({
    action: 'kiosk.sign-in',
    outcome: 'refused',
    user: null,
    detail: { reason: 'wrong token' },
  });
  const removed = await putUp();
  await official.call('kiosk.remove', undefined, removed.kiosk.id);
  expect((await screen(removed.token)).code).toBe('kiosk.token');
  const { kiosk, token } = await putUp();
  const stored = await store.kiosks.find(kiosk.id);
  await store.users.update(stored?.userId ?? '', { expiresAt: Date.now() - 1 });
  expect((await screen(token)).code).toBe('kiosk.token');
  expect(await last()).toMatchObject({
    outcome: 'refused',
    user: { id: stored?.userId },
    detail: { reason: 'time is over' },
  });
});

test('removing it ends its sessions and pages, its role and its leave', async () => {
  const { kiosk, token } = await putUp();
  const { client } = await screen(token);
  const page = await client.open();
  const { userId = '', grantId = '' } = (await store.kiosks.find(kiosk.id)) ?? {};
  expect((await official.call('kiosk.remove', undefined, kiosk.id)).status).toBe(200);
  expect(await page.closed).toBe(4401);
  expect((await client.call('wall.list')).error?.code).toBe('session.required');
  expect(await store.users.find(userId)).toBeNull();
  expect(await store.users.roles(userId)).toEqual([]);
  expect((await store.grants.get(grantId)).state).toBe('revoked');
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'kiosk.remove', target: { id: kiosk.id }, outcome: 'done' });
  expect((await official.call('kiosk.remove', undefined, kiosk.id)).error?.code).toBe('kiosk.unknown');
});

test('its page and session end with its time', async () => {
  const { kiosk, token } = await putUp();
  const { client } = await screen(token);
  const page = await client.open();
  const { userId = '' } = (await store.kiosks.find(kiosk.id)) ?? {};
  await store.users.update(userId, { expiresAt: Date.now() + 1500 });
  expect(await page.closed).toBe(4401);
  expect(await store.sessions.list(userId)).toEqual([]);
});

test('nobody puts one up who may not give leave there', async () => {
  const beside = await addSite(towns.otherVillage);
  const refused = await official.call('kiosk.create', { name: '大屏', siteId: beside, days: 1 });
  expect(refused.error?.code).toBe('permission.denied');
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'kiosk.create', outcome: 'refused', unitId: towns.otherVillage });
  expect((await official.call('kiosk.create', { name: '大屏', siteId: newId(), days: 1 })).error?.code).toBe(
    'site.unknown',
  );
  const security = await Client.signIn(shared.url, 'security', { code: CODES[0] ?? '' });
  const { kiosk } = (await security.call('kiosk.create', { name: '西村', siteId: beside, days: 1 })).body;
  expect((await official.call('kiosk.list')).body.kiosks.map(({ id }) => id)).not.toContain(kiosk.id);
  expect((await official.call('kiosk.remove', undefined, kiosk.id)).error?.code).toBe('permission.denied');
});

test('a kiosk is no person: on no list, without password, link, role and shift', async () => {
  const { kiosk, token } = await putUp('不是人');
  const { userId = '', username = '' } = (await store.kiosks.find(kiosk.id)) ?? {};
  const system = await Client.signIn(shared.url, 'system', { code: CODES[0] ?? '' });
  const security = await Client.signIn(shared.url, 'security', { code: CODES[1] ?? '' });
  expect((await system.call('person.list', undefined, '', { text: '不是人' })).body.people).toEqual([]);
  expect((await system.call('person.list', undefined, '', { role: 'site-screen' })).body.total).toBe(0);
  const role = { role: 'grid-worker', unitId: towns.village, until: null };
  const shift = { unitId: towns.village, userId, startsAt: Date.now(), endsAt: Date.now() + 3_600_000 };
  const refused = [
    await system.call('person.invite', undefined, userId),
    await system.call('person.update', { name: '人' }, userId),
    await security.call('role.assign', role, userId),
    await official.call('roster.add', shift),
    await security.call('role.assign', { ...role, role: 'site-screen' }, official.user?.id),
  ];
  expect(refused.map(({ error }) => error?.code)).toEqual([
    'person.unknown',
    'person.unknown',
    'person.unknown',
    'roster.role',
    'role.screen',
  ]);
  const stranger = new Client(shared.url, '127.0.0.5');
  await stranger.start();
  for (const password of ['', token]) {
    expect((await stranger.call('session.signIn', { username, password })).error?.code).toMatch(/refused|delayed/);
  }
});

test('a site with a kiosk stays where it is, until the kiosk is removed or its time is over', async () => {
  const site = await addSite(towns.village);
  const { kiosk } = await putUp('门厅', site);
  const system = await Client.signIn(shared.url, 'system', { code: CODES[2] ?? '' });
  expect((await system.call('site.update', { unitId: towns.otherVillage }, site)).error?.code).toBe('site.kiosks');
  expect((await system.call('site.remove', undefined, site)).error?.code).toBe('site.kiosks');
  expect((await system.call('site.update', { name: '新门厅' }, site)).status).toBe(200);
  const { userId = '' } = (await store.kiosks.find(kiosk.id)) ?? {};
  await store.users.update(userId, { expiresAt: Date.now() - 1 });
  expect((await system.call('site.remove', undefined, site)).status).toBe(200);
  expect(await store.kiosks.find(kiosk.id)).toBeNull();
});

test('it is told what its own site shows, and of no other', async () => {
  const [own, other] = [await addSite(towns.village), await addSite(towns.village)];
  const screens = [{ layout: '1', tiles: [newId()] }];
  const wall = (await official.call('wall.create', { name: '默认', unitId: towns.town, screens })).body;
  const { client } = await screen((await putUp('屏', own)).token);
  const page = await client.open();
  await official.call('site.setView', { show: { kind: 'wall', id: wall.id } }, other);
  expect((await client.call('wall.list')).body.sites).toEqual([{ siteId: own, show: null }]);
  const show = { kind: 'wall', id: wall.id };
  await official.call('site.setView', { show }, own);
  await page.heard('wall.changed');
  expect((await client.call('wall.list')).body).toMatchObject({ walls: [wall], sites: [{ siteId: own, show }] });
});

test('many sign-ins from one place are not looked at, and that is on record', async () => {
  const client = new Client(shared.url, '127.0.0.77');
  await client.start();
  const codes = new Set<string | undefined>();
  for (let count = 0; count < 32; count++) codes.add((await client.call('kiosk.signIn', { token: 'x' })).error?.code);
  expect([...codes]).toEqual(['kiosk.token', 'request.too-many']);
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'kiosk.sign-in', outcome: 'refused', detail: { reason: 'too many requests' } });
});
