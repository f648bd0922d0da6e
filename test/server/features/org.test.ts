import { expect, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import { actorWith, NO_FACTS, orgRig } from './org-rig.ts';

test('a unit is made, renamed, changed and moved, with its history and the record', async () => {
  const { store, root, actor, units, told, add } = await orgRig();
  const east = await add(' 东镇 ', root.id, { civilCode: '610923101' });
  expect(east).toMatchObject({ name: '东镇', state: 'planned', parentId: root.id });
  const west = await add('西镇', root.id);
  const village = await add('竹溪村', east.id, { kind: 'village' });
  await units.update(actor, village.id, { name: '竹溪湾村', contactName: '李四', state: 'joined' });
  expect(told).not.toContain('place.changed');
  await units.update(actor, village.id, { parentId: west.id });
  expect(told).toContain('place.changed');
  expect(await store.orgUnits.path(village.id)).toEqual([root.id, west.id, village.id]);
  const history = await units.history(village.id);
  expect(history.map(({ act, before, after }) => [act, before, after])).toEqual([
    ['created', '', '竹溪村'],
    ['renamed', '竹溪村', '竹溪湾村'],
    ['changed', '—；未启动', '李四；已接入'],
    ['moved', '东镇', '西镇'],
  ]);
  expect(new Set(history.map(({ username }) => username))).toEqual(new Set(['system-administrator']));
  const [last] = await store.auditEvents.list(1);
  expect(last).toMatchObject({ action: 'org.update', target: { kind: 'unit', id: village.id }, unitId: village.id });
  expect(last?.detail).toMatchObject({ from: east.id, to: west.id });
  const listed = (await units.list()).units.map(({ name }) => name);
  expect(listed).toEqual(['本县', '东镇', '西镇', '竹溪湾村']);
});

test('what would break the tree is refused, and leaves nothing behind', async () => {
  const { store, root, actor, units, sites, add } = await orgRig();
  const town = await add('镇', root.id, { civilCode: '610923101' });
  const village = await add('村', town.id);
  const before = await store.orgUnits.list();
  const refusals = {
    'org.cycle': () => units.update(actor, town.id, { parentId: village.id }),
    'org.root': () => units.update(actor, root.id, { parentId: town.id }),
    'org.name': () => add('镇', root.id),
    'org.code': () => add('新镇', root.id, { civilCode: '610923101' }),
    'org.not-empty': () => units.retire(actor, town.id),
    'org.unknown': () => units.update(actor, actor.user.id, { name: '无' }),
    'request.invalid': () => add('  ', root.id),
    'site.unknown': () => sites.remove(actor, actor.user.id),
  };
  for (const [code, act] of Object.entries(refusals)) await expect(act()).rejects.toMatchObject({ code });
  for (const act of [() => units.retire(actor, root.id), () => units.merge(actor, root.id, town.id)]) {
    await expect(act()).rejects.toMatchObject({ code: 'org.root' });
  }
  await expect(units.merge(actor, town.id, village.id)).rejects.toMatchObject({ code: 'org.cycle' });
  await expect(units.merge(actor, town.id, town.id)).rejects.toMatchObject({ code: 'org.cycle' });
  expect(await store.orgUnits.list()).toEqual(before);
});

test('a unit is retired when it is empty, and is final then; its code is free again', async () => {
  const { root, actor, units, sites, add } = await orgRig();
  const town = await add('镇', root.id, { civilCode: '610923101' });
  const site = await sites.create(actor, { unitId: town.id, name: '监控室', kind: 'monitoring-room' });
  await expect(units.retire(actor, town.id)).rejects.toMatchObject({ code: 'org.not-empty' });
  await sites.remove(actor, site.id);
  expect(await units.retire(actor, town.id)).toMatchObject({ state: 'retired' });
  await expect(units.update(actor, town.id, { name: '新' })).rejects.toMatchObject({ code: 'org.retired' });
  await expect(add('村', town.id)).rejects.toMatchObject({ code: 'org.retired' });
  const again = await add('镇', root.id, { civilCode: '610923101' });
  expect(again.id).not.toBe(town.id);
});

test('a merge moves all that hangs on the unit, and makes no role reach further or last longer', async () => {
  const { store, root, actor, units, sites, told, add } = await orgRig();
  const from = await add('并入镇', root.id);
  const into = await add('大镇', root.id);
  const village = await add('村', from.id);
  for (const unit of [from, into]) {
    await sites.create(actor, { unitId: unit.id, name: '监控室', kind: 'monitoring-room' });
  }
  const userId = await store.users.add({
    username: 'zhang',
    name: '张三',
    phone: '',
    unitId: from.id,
    expiresAt: null,
    passwordHash: '',
  });
  const until = Date.now() + 3_600_000;
  const roleId = await store.users.addRole(userId, 'contractor', from.id, until);
  await store.users.addRole(userId, 'contractor', root.id, until - 1000);
  // It would reach further, or last longer.
  await expect(units.merge(actor, from.id, into.id)).rejects.toMatchObject({
    code: 'org.roles',
    values: { names: '张三' },
  });
  await store.users.removeRole(roleId);
  await store.users.addRole(userId, 'contractor', from.id, until - 1000);
  const wall = { id: newId(), name: '镇区', ownerId: userId, ownerName: '张三', unitId: from.id };
  await store.walls.save({ ...wall, screens: [], updatedAt: 0 });
  const merged = await units.merge(actor, from.id, into.id);
  expect((await store.walls.find(wall.id))?.unitId).toBe(into.id);
  expect(merged).toMatchObject({ state: 'retired', mergedInto: into.id });
  expect((await store.orgUnits.find(village.id))?.parentId).toBe(into.id);
  expect((await store.sites.list()).map(({ unitId, name }) => [unitId, name])).toEqual([
    [into.id, '并入镇 监控室'],
    [into.id, '监控室'],
  ]);
  const user = await store.users.find(userId);
  expect(user?.unitId).toBe(into.id);
  expect(user?.roles.map(({ role, unitId }) => [role, unitId])).toEqual([['contractor', root.id]]);
  expect(told).toEqual(expect.arrayContaining(['org.changed', 'place.changed', 'user.changed']));
  expect((await units.history(into.id)).at(-1)).toMatchObject({ act: 'merged', before: '并入镇', after: '大镇' });
  await add('村', root.id);
  const twin = await add('另镇', root.id);
  await add('村', twin.id);
  await expect(units.merge(actor, twin.id, into.id)).rejects.toMatchObject({ code: 'org.name' });
});

test('a system administrator changes the own area only, at both ends of a move; attempts are on record', async () => {
  const { store, root, units, sites, add } = await orgRig();
  const east = await add('东镇', root.id);
  const west = await add('西镇', root.id);
  const village = await add('村', east.id);
  const actor = actorWith('system-administrator', east.id);
  const facts = { ...NO_FACTS, kind: 'village' as const, name: '新村' };
  const denied = { code: 'permission.denied' };
  await expect(units.create(actor, { ...facts, parentId: west.id })).rejects.toMatchObject(denied);
  await expect(units.update(actor, village.id, { parentId: west.id })).rejects.toMatchObject(denied);
  await expect(units.update(actor, root.id, { name: '我县' })).rejects.toMatchObject(denied);
  await expect(units.merge(actor, village.id, west.id)).rejects.toMatchObject(denied);
  const room = { name: '会议室', kind: 'meeting-room' as const };
  await expect(sites.create(actor, { ...room, unitId: west.id })).rejects.toMatchObject(denied);
  const events = await store.auditEvents.list(5);
  expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['site.create', 'refused'],
    ['org.merge', 'refused'],
    ['org.update', 'refused'],
    ['org.update', 'refused'],
    ['org.create', 'refused'],
  ]);
  expect(await units.create(actor, { ...facts, parentId: east.id })).toMatchObject({ name: '新村' });
  const site = await sites.create(actor, { ...room, unitId: village.id });
  await expect(sites.update(actor, site.id, { unitId: west.id })).rejects.toMatchObject(denied);
  expect(await sites.update(actor, site.id, { unitId: east.id })).toMatchObject({ unitId: east.id });
});

test('a cycle that somebody put into the database ends, and what the services write keeps its id', async () => {
  const { store, root, actor, units, sites, add } = await orgRig();
  const town = await add('镇', root.id);
  const village = await add('村', town.id);
  const smuggled = { name: '改名', id: root.id };
  expect(await units.update(actor, town.id, smuggled)).toMatchObject({ id: town.id, name: '改名' });
  const site = await sites.create(actor, { unitId: town.id, name: '室', kind: 'reception' });
  expect(await sites.update(actor, site.id, smuggled)).toMatchObject({ id: site.id });
  await store.orgUnits.save({ ...town, parentId: village.id });
  expect((await store.orgUnits.path(village.id)).sort()).toEqual([town.id, village.id].sort());
});
