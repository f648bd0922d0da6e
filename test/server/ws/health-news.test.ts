import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Camera } from '../../../server/contract/camera.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Fleet, startFleet } from '../../fleet/index.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { addUser } from '../people.ts';
import { Client, type Page, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0 }, { clip: 0 }] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  await addUser(store, 'east', ['technician'], towns.town);
  await addUser(store, 'west', ['technician'], towns.otherTown);
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

async function register(client: Client, index: number, unitId: string): Promise<Camera> {
  const camera = fleet.cameras[index];
  if (camera === undefined) throw new Error(`no camera ${index}`);
  const { address, onvifPort: port, username, password } = camera;
  const source = { kind: 'onvif', address, port, username, password };
  const reply = await client.call('camera.register', { name: '', unitId, placement: DECLARED, source });
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body.camera;
}

const idsOf = (page: Page): Set<string> =>
  new Set(page.all('health.changed').flatMap(({ cameras }) => cameras.map(({ cameraId }) => cameraId)));

test('how a camera is goes to whoever may know of it, and to nobody else; the list and the history say the same', async () => {
  const [east, west] = [await Client.signIn(shared.url, 'east'), await Client.signIn(shared.url, 'west')];
  const here = await register(east, 0, towns.village);
  const there = await register(west, 1, towns.otherVillage);
  const [eastPage, westPage] = [await east.open(), await west.open()];
  const look = await east.call('health.look', undefined, here.id);
  expect(look.status).toBe(200);
  await eastPage.heard('health.changed', ({ cameras }) => cameras.some(({ cameraId }) => cameraId === here.id));
  expect((await west.call('health.look', undefined, here.id)).error?.code).toBe('permission.denied');
  expect((await west.call('health.look', undefined, there.id)).status).toBe(200);
  await westPage.heard('health.changed', ({ cameras }) => cameras.some(({ cameraId }) => cameraId === there.id));
  expect([idsOf(eastPage), idsOf(westPage)]).toEqual([new Set([here.id]), new Set([there.id])]);
  expect((await east.call('health.list')).body.cameras.map(({ cameraId }) => cameraId)).toEqual([here.id]);
  const { changes } = (await east.call('health.history', undefined, here.id)).body;
  expect(changes.at(0)?.state ?? 'unknown').toBe(look.body.state);
  expect((await west.call('health.history', undefined, here.id)).error?.code).toBe('permission.denied');
});
