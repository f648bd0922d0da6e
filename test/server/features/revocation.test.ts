import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Role } from '../../../server/contract/people.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Fleet, startFleet } from '../../fleet/index.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { Viewer } from '../../rig/viewer.ts';
import { addUser, CODES } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

/** From the act to the last packet, ms: what the house has promised. */
const PROMISE = 2000;

const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
let technician: Client;
let official: Client;
let channelId: string;
let cameraId: string;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0 }] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  await addUser(store, 'official', ['town-official'], towns.town);
  await addUser(store, 'system', ['system-administrator']);
  await addUser(store, 'security', ['security-administrator']);
  technician = await Client.signIn(shared.url);
  official = await Client.signIn(shared.url, 'official');
  const [device] = fleet.cameras;
  if (device === undefined) throw new Error('no camera');
  const { address, onvifPort: port, username, password } = device;
  const source = { kind: 'onvif', address, port, username, password };
  const body = { name: '', unitId: towns.village, placement: DECLARED, source };
  const { camera } = (await technician.call('camera.register', body)).body;
  cameraId = camera.id;
  channelId = camera.channels[0]?.id ?? '';
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

/** A page of the client that gets packets by the grant. */
async function view({ url, cookie }: Client, grantId: string): Promise<Viewer> {
  const grant = await store.grants.get(grantId);
  const viewer = await Viewer.open({ url, cookie, grant: () => Promise.resolve(grant) });
  onTestFinished(() => viewer.close());
  await viewer.watch(channelId);
  await viewer.nextPacket();
  return viewer;
}

/** A person of a new name with a role in the town, who views by leave of their own. */
async function viewerOf(username: string, role: Role = 'duty-officer') {
  const id = await addUser(store, username, [role], towns.town);
  const client = await Client.signIn(shared.url, username);
  const grantId = await client.leave(role === 'technician' ? 'maintenance' : 'incident');
  return { id, client, grantId, viewer: await view(client, grantId) };
}

/**
 * After the act not one packet more comes to the viewer, while another page goes on to get them; and the record says
 * that the watch ended in the promised time.
 * @param due when leave to look is over, where that is later than the act
 */
async function expectEnd(userId: string, viewer: Viewer, act: () => Promise<unknown>, due = 0): Promise<void> {
  const witness = await view(technician, await technician.leave());
  const before = Date.now();
  await act();
  const events = async () =>
    (await store.auditEvents.list(50)).filter((event) => event.at >= before && event.user?.id === userId);
  const ended = async () => (await events()).find(({ action }) => action === 'camera.watch-end');
  while ((await ended()) === undefined) await witness.nextPacket();
  const end = await ended();
  expect(['grant', 'left']).toContain(end?.detail['reason']);
  expect((end?.at ?? Infinity) - Math.max(before, due)).toBeLessThan(PROMISE);

  // What was on its way when the consumer was closed.
  await witness.nextPacket();
  const received = viewer.packets;
  for (let packet = 0; packet < 50; packet++) await witness.nextPacket();
  expect(viewer.packets).toBe(received);
}

test('revoking a grant', async () => {
  const { id, viewer, grantId } = await viewerOf('revoked');
  await expectEnd(id, viewer, async () => {
    expect((await official.call('grant.revoke', undefined, grantId)).body.state).toBe('revoked');
  });
  const told = viewer.notifications.find(({ name }) => name === 'watch.ended');
  expect(told?.data).toMatchObject({ reason: 'grant' });
  await expect(viewer.request('ticket.issue', { channelId, grantId })).rejects.toThrow('grant.ended');
});

test('ending a shift, and handing over', async () => {
  for (const act of ['end', 'handover'] as const) {
    const id = await addUser(store, `on-duty-${act}`, ['duty-officer'], towns.town);
    const now = Date.now();
    const wanted = { unitId: towns.town, userId: id, startsAt: now, endsAt: now + 3_600_000 };
    const shift = (await official.call('roster.add', wanted)).body;
    const client = await Client.signIn(shared.url, `on-duty-${act}`);
    const [duty] = (await client.call('grant.own')).body.grants;
    expect(duty).toMatchObject({ source: 'duty', state: 'active', purpose: 'duty-patrol' });
    const viewer = await view(client, duty?.id ?? '');
    await expectEnd(id, viewer, async () => {
      const reply =
        act === 'end'
          ? await official.call('roster.end', undefined, shift.id)
          : await client.call('roster.handover', { note: '钥匙在抽屉里', toUserId: null }, shift.id);
      expect(reply.status).toBe(200);
    });
  }
});

test('disabling a user', async () => {
  const { id, viewer } = await viewerOf('disabled');
  const system = await Client.signIn(shared.url, 'system', { code: CODES[0] ?? '' });
  await expectEnd(id, viewer, async () => {
    expect((await system.call('person.update', { disabled: true }, id)).body.state).toBe('disabled');
  });
});

test('removing a role', async () => {
  const { id, viewer, client } = await viewerOf('demoted');
  const security = await Client.signIn(shared.url, 'security', { code: CODES[0] ?? '' });
  const [held] = client.user?.roles ?? [];
  await expectEnd(id, viewer, async () => {
    expect((await security.call('role.remove', undefined, held?.id)).status).toBe(200);
  });
});

test('the end of a grant’s time', async () => {
  const id = await addUser(store, 'timed', ['duty-officer'], towns.town);
  const client = await Client.signIn(shared.url, 'timed');
  const now = Date.now();
  const common = { userId: id, unitId: towns.town, reason: '', shiftId: null, pending: false };
  const times = { startsAt: now, endsAt: now + 3000 };
  const grant = await store.grants.add({ ...common, ...times, purpose: 'incident', source: 'own' });
  const viewer = await view(client, grant.id);
  await expectEnd(id, viewer, () => Promise.resolve(), times.endsAt);
});

test('moving a camera, while whoever may see it there goes on', async () => {
  const { id, viewer } = await viewerOf('left-behind');
  await expectEnd(id, viewer, async () => {
    const moved = await technician.call('camera.update', { unitId: towns.otherVillage }, cameraId);
    expect(moved.body.unitId).toBe(towns.otherVillage);
  });
  await technician.call('camera.update', { unitId: towns.village }, cameraId);
});

test('moving a unit', async () => {
  const { id, viewer } = await viewerOf('left-in-town');
  const system = await Client.signIn(shared.url, 'system', { code: CODES[1] ?? '' });
  await expectEnd(id, viewer, async () => {
    expect((await system.call('org.update', { parentId: towns.otherTown }, towns.village)).status).toBe(200);
  });
  expect((await system.call('org.update', { parentId: towns.town }, towns.village)).status).toBe(200);
});
