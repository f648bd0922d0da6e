import { expect, test } from 'vitest';
import { routes } from '../../../server/contract/http.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { World } from '../matrix/world.ts';
import { addTwoTowns, storeOf } from '../two-towns.ts';

const shared = shareHub();
/** The smallest that begins and ends as one. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9]);

test('a passer-by reads who runs a camera, why, and for how long; no picture, no address, no state, no session', async () => {
  const store = await storeOf(shared.folder);
  const towns = await addTwoTowns(store);
  const world = new World(store, towns, await addUser(store, 'officer', ['duty-officer']));
  const town = await store.orgUnits.find(towns.town);
  if (town === null) expect.fail();
  await store.orgUnits.save({ ...town, contactPhone: '0915-0000009' });
  const camera = await world.camera(towns.village);
  await store.close();

  const anybody = new Client(shared.url);
  const { body, headers, text } = await anybody.call('sign.read', undefined, camera.signCode);
  expect(body).toEqual({
    name: camera.name,
    place: '桥头',
    placeType: 'bridge',
    reason: '防汛',
    unit: body.unit,
    contactPhone: '0915-0000009',
    filing: '宁公视备2026-001',
    retentionDays: 30,
  });
  expect(body.unit).toMatch(/ 东镇 东村$/);
  expect(headers.get('set-cookie')).toBeNull();
  for (const secret of [camera.id, camera.address, camera.channels[0]?.id ?? '?']) expect(text).not.toContain(secret);
  const unknown = await anybody.call('sign.read', undefined, '0123456789');
  expect([unknown.status, unknown.error?.code]).toEqual([404, 'sign.unknown']);
  expect(routes['sign.read'].permission).toBe('public');
});

test('a photo of the sign: put there by a technician, seen by who may know of the camera, a JPEG or nothing', async () => {
  const store = await storeOf(shared.folder);
  const [camera] = await store.cameras.list(null);
  if (camera === undefined) expect.fail();
  await store.close();
  const client = await Client.signIn(shared.url);
  const set = (jpeg: string) => client.call('camera.setSignPhoto', { jpeg }, camera.id);
  expect((await client.call('camera.signPhoto', undefined, camera.id)).error?.code).toBe('sign.no-photo');
  expect((await set(Buffer.from('<svg/>').toString('base64'))).error?.code).toBe('sign.photo');
  expect((await set(JPEG.toString('base64'))).body.signPhoto).toBe(true);
  const photo = await client.call('camera.signPhoto', undefined, camera.id);
  expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect((await set('')).body.signPhoto).toBe(false);
  expect((await client.call('camera.signPhoto', undefined, camera.id)).error?.code).toBe('sign.no-photo');
});
