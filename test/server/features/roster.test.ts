import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { World } from '../matrix/world.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const HOUR = 3_600_000;
const shared = shareHub();
let store: Store;
let towns: TwoTowns;
let world: World;
let official: Client;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  world = new World(store, towns, await addUser(store, 'officer', ['duty-officer']));
  await addUser(store, 'official', ['town-official'], towns.town);
  official = await Client.signIn(shared.url, 'official');
});
afterAll(() => store.close());

async function newOfficer(username: string, unitId = towns.town): Promise<{ userId: string; client: Client }> {
  const userId = await addUser(store, username, ['duty-officer'], unitId);
  return { userId, client: await Client.signIn(shared.url, username) };
}

test('a shift brings its duty grant, and takes it along', async () => {
  const { userId, client } = await newOfficer('on-duty');
  const page = await client.open();
  const now = Date.now();
  const wanted = { unitId: towns.village, userId, startsAt: now, endsAt: now + 8 * HOUR };
  const shift = (await official.call('roster.add', wanted)).body;
  expect(shift).toMatchObject({ ...wanted, name: 'on-duty', endedAt: null });
  await page.heard('roster.changed');
  const own = async () => (await client.call('grant.own')).body.grants;
  expect(await own()).toEqual([
    expect.objectContaining({ source: 'duty', state: 'active', purpose: 'duty-patrol', unitId: towns.village }),
  ]);
  expect((await client.call('roster.now')).body.shifts.map(({ id }) => id)).toContain(shift.id);

  expect((await official.call('roster.end', undefined, shift.id)).status).toBe(200);
  expect(await own()).toEqual([]);
  expect((await client.call('roster.now')).body.shifts.map(({ id }) => id)).not.toContain(shift.id);
  expect((await official.call('roster.end', undefined, shift.id)).error?.code).toBe('roster.over');
  const [last] = await store.auditEvents.list(1);
  expect(last).toMatchObject({ action: 'roster.end', unitId: towns.village, detail: { person: 'on-duty' } });
});

test('a planned shift is seen, gives no leave yet, and can be taken off', async () => {
  const { userId, client } = await newOfficer('planned');
  const times = world.hours();
  const shift = (await official.call('roster.add', { unitId: towns.town, userId, ...times })).body;
  const [grant] = (await client.call('grant.own')).body.grants;
  expect(grant).toMatchObject({ source: 'duty', state: 'planned' });
  const span = { from: String(times.startsAt - 1), to: String(times.endsAt) };
  const listed = async () => (await client.call('roster.list', undefined, '', span)).body.shifts.map(({ id }) => id);
  expect(await listed()).toContain(shift.id);
  expect((await client.call('roster.handover', { note: '', toUserId: null }, shift.id)).error?.code).toBe(
    'roster.over',
  );
  await official.call('roster.end', undefined, shift.id);
  expect(await listed()).not.toContain(shift.id);
  expect((await client.call('grant.own')).body.grants).toEqual([]);
  // The time is free again.
  expect((await official.call('roster.add', { unitId: towns.town, userId, ...times })).status).toBe(200);
});

test('handing over ends one’s own shift with a note, and begins the next until the planned end', async () => {
  const { userId, client } = await newOfficer('leaving');
  const next = await newOfficer('coming', towns.county);
  const stranger = await newOfficer('stranger', towns.otherTown);
  const now = Date.now();
  const wanted = { unitId: towns.town, userId, startsAt: now, endsAt: now + 8 * HOUR };
  const shift = (await official.call('roster.add', wanted)).body;
  const handOver = (by: Client, toUserId: string | null) =>
    by.call('roster.handover', { note: '三号摄像机待修', toUserId }, shift.id);
  expect((await handOver(next.client, null)).error?.code).toBe('permission.denied');
  expect((await handOver(client, userId)).error?.code).toBe('roster.self');
  expect((await handOver(client, stranger.userId)).error?.code).toBe('roster.role');
  // Nothing of a refused hand-over is kept.
  expect((await client.call('grant.own')).body.grants).toHaveLength(1);

  const ended = (await handOver(client, next.userId)).body;
  expect(ended).toMatchObject({ id: shift.id, handoverNote: '三号摄像机待修', endedAt: expect.any(Number) as number });
  expect((await client.call('grant.own')).body.grants).toEqual([]);
  expect((await next.client.call('grant.own')).body.grants).toEqual([
    expect.objectContaining({ source: 'duty', state: 'active', endsAt: shift.endsAt }),
  ]);
  expect((await handOver(client, null)).error?.code).toBe('roster.over');
});

test('times, overlaps, roles and oneself', async () => {
  const { userId } = await newOfficer('checked');
  const now = Date.now();
  const add = async (given: object) => {
    const wanted = { unitId: towns.town, userId, startsAt: now, endsAt: now + HOUR, ...given };
    return (await official.call('roster.add', wanted)).error?.code ?? 'done';
  };
  expect(await add({ endsAt: now })).toBe('roster.time');
  expect(await add({ endsAt: now + 24 * HOUR + 1 })).toBe('roster.time');
  expect(await add({ startsAt: now - 2 * HOUR, endsAt: now - HOUR })).toBe('roster.time');
  expect(await add({ userId: official.user?.id })).toBe('roster.self');
  expect(await add({ userId: await addUser(store, 'mechanic', ['technician'], towns.town) })).toBe('roster.role');
  expect(await add({ userId: (await newOfficer('elsewhere', towns.otherTown)).userId })).toBe('roster.role');
  expect(await add({ unitId: towns.otherTown })).toBe('permission.denied');
  expect(await add({ unitId: crypto.randomUUID() })).toBe('org.unknown');
  expect(await add({ userId: crypto.randomUUID() })).toBe('person.unknown');
  expect(await add({})).toBe('done');
  expect(await add({ startsAt: now + HOUR - 1, endsAt: now + 2 * HOUR })).toBe('roster.overlap');
  expect(await add({ startsAt: now + HOUR, endsAt: now + 2 * HOUR })).toBe('done');
  const span = { from: '0', to: String(63 * 24 * HOUR) };
  expect((await official.call('roster.list', undefined, '', span)).error?.code).toBe('roster.time');
});

test('two shifts at once for one person: one is refused', async () => {
  const { userId } = await newOfficer('wanted');
  const now = Date.now();
  const wanted = { unitId: towns.town, userId, startsAt: now, endsAt: now + HOUR };
  const replies = await Promise.all([1, 2, 3].map(() => official.call('roster.add', wanted)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('the roster shows what lies in one’s area', async () => {
  const shifts = { inside: await world.shift(towns.village), outside: await world.shift(towns.otherVillage) };
  const above = await world.shift(towns.county);
  const seen = (await official.call('roster.now')).body.shifts.map(({ id }) => id);
  expect(seen).toContain(shifts.inside);
  expect(seen).not.toContain(shifts.outside);
  expect(seen).not.toContain(above);
});
