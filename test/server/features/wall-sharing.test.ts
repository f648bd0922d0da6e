import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../server/contract/people.ts';
import type { WallWrite } from '../../../server/contract/wall.ts';
import { newId } from '../../../server/id.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let store: Store;
let towns: TwoTowns;

beforeAll(async () => {
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
});
afterAll(() => store.close());

let made = 0;
async function person(role: Role, unitId: string): Promise<Client> {
  const username = `person-${++made}`;
  await addUser(store, username, [role], unitId);
  return Client.signIn(shared.url, username);
}

function wall(unitId: string | null, name = '镇区'): WallWrite {
  return { name, unitId, screens: [{ layout: '1', tiles: [newId()] }] };
}

async function sees(client: Client, id: string): Promise<boolean> {
  return (await client.call('wall.list')).body.walls.some((seen) => seen.id === id);
}

test('shared with a unit: seen in it and below, and above by who may share there; not beside', async () => {
  const owner = await person('duty-officer', towns.town);
  const { id } = (await owner.call('wall.create', wall(towns.town))).body;
  expect(await sees(await person('grid-worker', towns.town), id)).toBe(true);
  expect(await sees(await person('village-official', towns.village), id)).toBe(true);
  expect(await sees(await person('duty-officer', towns.county), id)).toBe(true);
  expect(await sees(await person('technician', towns.county), id)).toBe(false);
  const beside = await person('duty-officer', towns.otherTown);
  expect(await sees(beside, id)).toBe(false);
  // Of what they may not see they are not told that it is there.
  expect((await beside.call('wall.update', wall(null), id)).error?.code).toBe('wall.unknown');
});

test('who sees it changes nothing, and that they tried is on record', async () => {
  const owner = await person('duty-officer', towns.town);
  const { id } = (await owner.call('wall.create', wall(towns.town))).body;
  const villager = await person('village-official', towns.village);
  for (const refused of [
    await villager.call('wall.update', wall(towns.town), id),
    await villager.call('wall.remove', undefined, id),
  ]) {
    expect([refused.status, refused.error?.code]).toEqual([403, 'wall.owner']);
    const [event] = await store.auditEvents.list(1);
    expect(event).toMatchObject({ outcome: 'refused', detail: { reason: 'wall.owner' }, target: { id } });
  }
  expect(await sees(owner, id)).toBe(true);
});

test('who may share in its unit keeps it in order, and its owner hears of it and stays its owner', async () => {
  const owner = await person('duty-officer', towns.town);
  const page = await owner.open();
  const { id } = (await owner.call('wall.create', wall(towns.town))).body;
  const chief = await person('town-official', towns.town);
  const { body } = await chief.call('wall.update', wall(towns.town, '汛期'), id);
  expect(body).toMatchObject({ name: '汛期', ownerId: owner.user?.id });
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({ action: 'wall.update', outcome: 'done', user: { id: chief.user?.id }, target: { id } });
  expect((await chief.call('wall.remove', undefined, id)).status).toBe(200);
  await page.find(() => page.all('wall.changed').length === 3);
  expect(await sees(owner, id)).toBe(false);
});

test('sharing needs the right in that unit, also when a share is changed or a shared wall is', async () => {
  const owner = await person('duty-officer', towns.town);
  const villager = await person('village-official', towns.village);
  for (const [client, unitId] of [
    [owner, towns.otherTown],
    [owner, towns.county],
    [villager, towns.village],
  ] as const) {
    expect((await client.call('wall.create', wall(unitId))).error?.code).toBe('permission.denied');
  }
  expect((await owner.call('wall.create', wall(newId()))).error?.code).toBe('org.unknown');
  const { id } = (await owner.call('wall.create', wall(null))).body;
  expect((await owner.call('wall.update', wall(towns.otherVillage), id)).error?.code).toBe('permission.denied');
  expect((await owner.call('wall.update', wall(towns.village), id)).body.unitId).toBe(towns.village);
  expect(await sees(villager, id)).toBe(true);

  // The right is gone: the share can be taken back, and not be used any more.
  const [held] = owner.user?.roles ?? [];
  await store.users.removeRole(held?.id ?? '');
  await store.users.addRole(owner.user?.id ?? '', 'grid-worker', towns.town, null);
  expect((await owner.call('wall.update', wall(towns.village, '新'), id)).error?.code).toBe('permission.denied');
  expect((await owner.call('wall.update', wall(null), id)).body.unitId).toBeNull();
  expect(await sees(villager, id)).toBe(false);
});

test('pages hear of what they may see, when it comes, changes and goes; others do not', async () => {
  const owner = await person('duty-officer', towns.town);
  const below = await (await person('village-official', towns.village)).open();
  const beside = await (await person('village-official', towns.otherVillage)).open();
  const own = await owner.open();
  const { id } = (await owner.call('wall.create', wall(null))).body;
  await own.heard('wall.changed');
  await owner.call('wall.update', wall(towns.town), id);
  await below.heard('wall.changed');
  await owner.call('wall.update', wall(null), id);
  await owner.call('wall.create', wall(towns.county, '未共享')).then(({ error }) => {
    expect(error?.code).toBe('permission.denied');
  });
  await owner.call('wall.remove', undefined, id);
  // News come in the order of the changes: when the last is here, so are all before.
  const count = (page: typeof own): number => page.all('wall.changed').length;
  await own.find(() => count(own) === 4);
  expect([count(below), count(beside)]).toEqual([2, 0]);
});

test('what a site shows is chosen by who may share there, and must be shared with it', async () => {
  const owner = await person('duty-officer', towns.town);
  const villager = await person('village-official', towns.village);
  const siteId = newId();
  await store.sites.add({ id: siteId, unitId: towns.village, name: '东村监控室', kind: 'monitoring-room' });
  const { id } = (await owner.call('wall.create', wall(null))).body;
  const show = { kind: 'wall', id };
  expect((await villager.call('site.setView', { show }, siteId)).error?.code).toBe('permission.denied');
  expect((await owner.call('site.setView', { show }, siteId)).error?.code).toBe('site.view-shared');
  await owner.call('wall.update', wall(towns.town), id);
  expect((await owner.call('site.setView', { show: { ...show, id: newId() } }, siteId)).error?.code).toBe(
    'wall.unknown',
  );
  expect((await owner.call('site.setView', { show }, newId())).error?.code).toBe('site.unknown');
  const page = await villager.open();
  expect((await owner.call('site.setView', { show }, siteId)).body).toEqual({ siteId, show });
  await page.heard('wall.changed');
  const [event] = await store.auditEvents.list(1);
  expect(event).toMatchObject({
    action: 'site.set-view',
    target: { id: siteId },
    detail: { kind: 'wall', name: '镇区' },
  });
  expect((await villager.call('wall.list')).body.sites).toEqual([{ siteId, show }]);

  // Not shared any more: nobody but its owner is told of it.
  await owner.call('wall.update', wall(null), id);
  expect((await villager.call('wall.list')).body.sites).toEqual([]);
  expect((await owner.call('wall.list')).body.sites).toEqual([{ siteId, show }]);
  await owner.call('wall.remove', undefined, id);
  expect(await store.siteViews.find(siteId)).toEqual({ siteId, show: null });
});
