import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../../server/id.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Fleet, startFleet } from '../../fleet/index.ts';
import { registered } from '../../rig/registered.ts';
import { Viewer } from '../../rig/viewer.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
/** Of a camera in the kiosk's unit, and of one beside it. */
let own: string;
let beside: string;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0 }, { clip: 0 }] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  [own, beside] = await Promise.all([addCamera(0, towns.village), addCamera(1, towns.otherVillage)]);
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

async function addCamera(index: number, unitId: string): Promise<string> {
  const device = fleet.cameras[index];
  if (device === undefined) throw new Error(`no camera ${index}`);
  const camera = registered(device, unitId);
  await store.transaction(({ cameras }) => cameras.save(camera));
  return camera.channels[0]?.id ?? '';
}

/** A kiosk of the village, with a page that watches; and who may take it down. */
async function putUp() {
  const username = `official-${newId().slice(-6)}`;
  await addUser(store, username, ['town-official'], towns.town);
  const official = await Client.signIn(shared.url, username);
  const siteId = newId();
  await store.sites.add({ id: siteId, unitId: towns.village, name: siteId, kind: 'monitoring-room' });
  const { kiosk, token } = (await official.call('kiosk.create', { name: '大屏', siteId, days: 1 })).body;
  const screen = new Client(shared.url);
  await screen.start();
  expect((await screen.call('kiosk.signIn', { token })).status).toBe(200);
  const [grant] = (await screen.call('grant.own')).body.grants;
  if (grant === undefined) throw new Error('no leave');
  return { official, kiosk, screen, grant, viewer: await view(screen, grant.id) };
}

async function view({ url, cookie }: Client, grantId: string): Promise<Viewer> {
  const grant = await store.grants.get(grantId);
  const viewer = await Viewer.open({ url, cookie, grant: () => Promise.resolve(grant) });
  onTestFinished(() => viewer.close());
  await viewer.watch(own);
  await viewer.nextPacket();
  return viewer;
}

test('a kiosk watches its own unit and no other, whatever somebody grants it', async () => {
  const { screen, grant, viewer } = await putUp();
  expect((await screen.call('camera.list')).body.cameras.map(({ channels }) => channels[0]?.id)).toEqual([own]);
  const wish = { channelId: beside, grantId: grant.id };
  await expect(viewer.request('ticket.issue', wish)).rejects.toThrow('grant.scope');
  const now = Date.now();
  const more = { userId: grant.userId, unitId: towns.otherVillage, purpose: 'duty-patrol', reason: '' } as const;
  const given = { source: 'approval', shiftId: null, pending: false, startsAt: now, endsAt: now + 60_000 } as const;
  const wider = await store.grants.add({ ...more, ...given });
  await expect(viewer.request('ticket.issue', { ...wish, grantId: wider.id })).rejects.toThrow('grant.scope');
  const asked = { purpose: 'duty-patrol', unitId: towns.village, reason: '再看', minutes: 5 };
  expect((await screen.call('grant.request', asked)).error?.code).toBe('permission.denied');
});

test('taking it down ends its picture on the server, while others go on', async () => {
  const { official, kiosk, viewer, grant } = await putUp();
  const leave = await official.leave('duty-patrol', towns.village);
  const witness = await view(official, leave);
  const before = Date.now();
  expect((await official.call('kiosk.remove', undefined, kiosk.id)).status).toBe(200);
  const ended = async () =>
    (await store.auditEvents.list(20)).find(
      ({ action, user, at }) => action === 'camera.watch-end' && user?.id === grant.userId && at >= before,
    );
  while ((await ended()) === undefined) await witness.nextPacket();
  await witness.nextPacket();
  const received = viewer.packets;
  for (let packet = 0; packet < 50; packet++) await witness.nextPacket();
  expect(viewer.packets).toBe(received);
});
