import { expect, test } from 'vitest';
import type { Role } from '../../../server/contract/people.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { HEADING, orgRig, run, told } from './org-rig.ts';

const HOUR = 3_600_000;

type Held = readonly (readonly [role: Role, unitId: string])[];

/** Somebody who belongs to the unit and holds these roles, as signed in (with a second factor where one is needed). */
async function signedIn(store: Store, name: string, unitId: string, held: Held = []): Promise<SignedIn> {
  const id = await addUser(store, name, [], unitId);
  for (const [role, where] of held) await store.users.addRole(id, role, where, null);
  const user = await store.users.find(id);
  if (user === null) throw new Error('nobody was added');
  return { user: { ...user, mustEnrol: false }, address: '127.0.0.1' };
}

function leave(store: Store, userId: string, unitId: string, source: 'approval' | 'break-glass', pending = false) {
  const times = { startsAt: Date.now(), endsAt: Date.now() + HOUR };
  return store.grants.add({
    userId,
    unitId,
    source,
    pending,
    purpose: 'incident',
    reason: '',
    shiftId: null,
    ...times,
  });
}

test('a merge ends leave for the unit that goes, on record, and leaves that for the other', async () => {
  const { store, root, actor, units, add } = await orgRig();
  const from = await add('并入镇', root.id);
  const into = await add('大镇', root.id);
  const { user } = await signedIn(store, 'worker', into.id, [['grid-worker', into.id]]);
  const ended = [
    await leave(store, user.id, from.id, 'approval'),
    await leave(store, user.id, from.id, 'approval', true),
    await leave(store, user.id, from.id, 'break-glass'),
  ];
  const other = await leave(store, user.id, into.id, 'approval');
  await units.merge(actor, from.id, into.id);
  for (const { id } of ended) expect(await store.grants.get(id)).toMatchObject({ state: 'revoked' });
  expect(await store.grants.get(other.id)).toMatchObject({ state: 'active', unitId: into.id });
  const events = (await store.auditEvents.list(10)).filter(({ action }) => action === 'grant.revoke');
  expect(events.map(({ target }) => target?.id).sort()).toEqual(ended.map(({ id }) => id).sort());
  expect(events[0]).toMatchObject({ detail: { reason: 'org.merge' }, unitId: from.id });
});

test('a unit with administrators, or with a role of the actor, cannot be merged', async () => {
  const { store, root, actor, units, add } = await orgRig();
  const from = await add('并入镇', root.id);
  const into = await add('大镇', root.id);
  const security = await signedIn(store, 'security', root.id, [
    ['security-administrator', from.id],
    ['security-administrator', into.id],
  ]);
  const refused = { code: 'org.roles', values: { names: 'security' } };
  await expect(units.merge(actor, from.id, into.id)).rejects.toMatchObject(refused);
  for (const { id } of await store.users.roles(security.user.id)) await store.users.removeRole(id);
  await units.merge(actor, from.id, into.id);
});

test('nobody widens what they may see by moving, merging or importing units', async () => {
  const rig = await orgRig();
  const { store, root, actor, units, add } = rig;
  const [own, other] = [await add('东镇', root.id), await add('西镇', root.id)];
  const village = await add('村', other.id);
  const me = await signedIn(store, 'both', root.id, [
    ['technician', own.id],
    ['system-administrator', root.id],
  ]);
  const gain = { code: 'org.gain' };
  await expect(units.update(me, village.id, { parentId: own.id })).rejects.toMatchObject(gain);
  await expect(units.merge(me, village.id, own.id)).rejects.toMatchObject(gain);
  const file = [HEADING, '镇,东镇,,本县,,,,,', '镇,西镇,,东镇,,,,,'].join('\r\n');
  const renamed = file.replace('西镇,,东镇', '西镇,610923101,东镇');
  await store.orgUnits.save({ ...other, civilCode: '610923101' });
  expect(told(await run({ imports: rig.imports, actor: me }, renamed))).toEqual([
    [3, '上级', expect.stringContaining('widen what you may see')],
  ]);
  const refusals = (await store.auditEvents.list(10)).filter(({ outcome }) => outcome === 'refused');
  expect(refusals.map(({ action, detail }) => [action, detail['reason']])).toEqual([
    ['org.merge', 'org.gain'],
    ['org.update', 'org.gain'],
  ]);
  // Another one may; and leave to see a unit holds as a role does.
  const leaver = await signedIn(store, 'leaver', root.id, [['system-administrator', root.id]]);
  const granted = await leave(store, leaver.user.id, own.id, 'approval');
  await expect(units.update(leaver, village.id, { parentId: own.id })).rejects.toMatchObject(gain);
  await store.grants.revoke(granted.id, 'somebody');
  expect(await units.update(leaver, village.id, { parentId: own.id })).toMatchObject({ parentId: own.id });
  expect(await units.update(actor, village.id, { parentId: other.id })).toMatchObject({ parentId: other.id });
  expect(told(await run(rig, renamed))).toEqual([]);
  const [, moved] = await store.auditEvents.list(2);
  expect(moved).toMatchObject({ action: 'org.update', unitId: other.id, detail: { from: root.id, to: own.id } });
});

test('whoever belongs to a unit does not merge it into another, for its views are theirs to read', async () => {
  const { store, root, units, add } = await orgRig();
  const [own, other] = [await add('东镇', root.id), await add('西镇', root.id)];
  const me = await signedIn(store, 'me', own.id, [['system-administrator', root.id]]);
  await expect(units.merge(me, own.id, other.id)).rejects.toMatchObject({ code: 'org.gain' });
});
