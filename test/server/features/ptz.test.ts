import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PtzAct } from '../../../server/contract/ptz.ts';
import type { Store } from '../../../server/store/store.ts';
import { type Fleet, type SimulatedCamera, startFleet } from '../../fleet/index.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { addUser } from '../people.ts';
import { Client, type Page, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
let technician: Client;
let camera: SimulatedCamera;
let channelId: string;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0, ptz: true }, { clip: 1 }], prepare: ['sub'] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  for (const name of ['town-1', 'town-2']) await addUser(store, name, ['town-official'], towns.town);
  await addUser(store, 'village-1', ['village-official'], towns.village);
  await addUser(store, 'grid-1', ['grid-worker'], towns.village);
  technician = await Client.signIn(shared.url);
  camera = fleet.cameras[0] ?? expect.fail('no camera');
  channelId = (await register(camera)).channels[0]?.id ?? '';
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

async function register({ address, onvifPort: port, username, password }: SimulatedCamera) {
  const source = { kind: 'onvif', address, port, username, password };
  const body = { name: '', unitId: towns.village, placement: DECLARED, source };
  return (await technician.call('camera.register', body)).body.camera;
}

/** A page of a person with leave to see the camera. */
async function handOf(username: string, purpose: 'incident' | 'maintenance' = 'incident') {
  const client = await Client.signIn(shared.url, username);
  const grantId = await client.leave(purpose);
  const page = await client.open();
  return { client, page, grantId, act: (act: PtzAct['act']) => page.ask('ptz.act', { channelId, grantId, act }) };
}

const left = { kind: 'move', pan: -1, tilt: 0, zoom: 0 } as const;
const operations = (): string[] => camera.ptzLog.map(({ operation }) => operation);
const isStill = (): Promise<void> => expect.poll(() => camera.head?.moving, { interval: 10 }).toBe(false);
const gone = (page: Page): Promise<number> => {
  page.socket.terminate();
  return page.closed;
};

test('a registration notes whether a camera can be turned, and what it can', async () => {
  const fixed = await register(fleet.cameras[1] ?? expect.fail('no camera'));
  expect(fixed.channels[0]?.movable).toBe(false);
  const { body } = await technician.call('ptz.read', undefined, channelId);
  expect(body.capabilities).toMatchObject({ continuous: true, presets: true, focus: true });
  const none = await technician.call('ptz.read', undefined, fixed.channels[0]?.id);
  expect(none.body.capabilities).toBeNull();
});

test('a movement goes on as long as it is renewed, and ends with a stop', async () => {
  const { act, page } = await handOf('town-1');
  expect(await act(left)).toMatchObject({ ok: true, data: { holder: { name: 'town-1' } } });
  expect(camera.head?.moving).toBe(true);
  await act(left);
  expect(camera.head?.moving).toBe(true);
  await act({ kind: 'stop' });
  expect(camera.head?.moving).toBe(false);
  expect(operations().slice(-3)).toEqual(['ContinuousMove', 'ContinuousMove', 'Stop']);
  await gone(page);
});

test('a page that is gone moves nothing any more; neither does one that falls silent', async () => {
  const hand = await handOf('town-1');
  await hand.act(left);
  const stops = (): number => operations().filter((operation) => operation === 'Stop').length;
  const before = stops();
  await gone(hand.page);
  await expect.poll(stops, { interval: 5 }).toBe(before + 1);
  expect(camera.head?.moving).toBe(false);

  const silent = await handOf('town-1');
  await silent.act(left);
  await expect.poll(stops, { timeout: 5000 }).toBe(before + 2);
  await gone(silent.page);
});

test('equals wait, the higher one takes it, and that stands in the record', async () => {
  const village = await handOf('village-1');
  const town = await handOf('town-1');
  const other = await handOf('town-2');
  // Whoever held it before has let go by then.
  await expect.poll(async () => (await village.act(left)).ok, { timeout: 10_000 }).toBe(true);
  expect(await town.act(left)).toMatchObject({ ok: true, data: { holder: { name: 'town-1' } } });
  expect(operations().slice(-2)).toEqual(['Stop', 'ContinuousMove']);
  expect(await village.act(left)).toMatchObject({ ok: false, error: { code: 'ptz.held' } });
  expect(await other.act(left)).toMatchObject({ ok: false, error: { code: 'ptz.held' } });
  await other.page.heard('ptz.holder', ({ name }) => name === 'town-1');
  await town.act({ kind: 'stop' });
  const events = await store.auditEvents.list(20);
  expect(events.find(({ action }) => action === 'ptz.pre-empt')).toMatchObject({
    user: { username: 'town-1' },
    target: { kind: 'channel', id: channelId },
    purpose: 'incident',
    unitId: towns.village,
    detail: { from: 'village-1', act: 'move' },
  });
  expect(events.find(({ action }) => action === 'ptz.take')).toMatchObject({ user: { username: 'village-1' } });
  await Promise.all([village, town, other].map(({ page }) => gone(page)));
});

test('without leave, or in a role that turns nothing, nothing moves', async () => {
  const { page, client, grantId } = await handOf('town-1');
  const before = operations().length;
  const foreign = await (await Client.signIn(shared.url, 'town-2')).leave('incident');
  expect(await page.ask('ptz.act', { channelId, grantId: foreign, act: left })).toMatchObject({ ok: false });
  await client.call('grant.revoke', undefined, grantId);
  expect(await page.ask('ptz.act', { channelId, grantId, act: left })).toMatchObject({ ok: false });
  const grid = await (await Client.signIn(shared.url, 'grid-1')).open();
  expect(await grid.ask('ptz.act', { channelId, grantId, act: left })).toMatchObject({
    ok: false,
    error: { code: 'permission.denied' },
  });
  expect(operations().length).toBe(before);
  await gone(page);
});

test('what lies beyond the limits is not seen: not by a move, a step, a place or a preset', async () => {
  const { act, client, page, grantId } = await handOf('admin', 'maintenance');
  const go = (pan: number) => act({ kind: 'go', position: { pan, tilt: 0, zoom: 0 } });
  await expect.poll(async () => (await go(0.9)).ok, { timeout: 10_000 }).toBe(true);
  await isStill();
  const body = { grantId, token: '', name: '院子' };
  const { token } = (await client.call('ptz.savePreset', body, channelId)).body;
  const limits = { panMin: -0.5, panMax: 0.5, tiltMin: -1, tiltMax: 1, zoomMax: 1 };
  await go(0);
  await isStill();
  expect((await client.call('ptz.setLimits', { limits }, channelId)).body.limits).toEqual(limits);
  expect((await store.auditEvents.list(1))[0]).toMatchObject({ action: 'ptz.limits', outcome: 'done' });

  expect(await go(0.9)).toMatchObject({ ok: false, error: { code: 'ptz.limit' } });
  expect(await act({ kind: 'step', pan: 0.9, tilt: 0, zoom: 0 })).toMatchObject({ error: { code: 'ptz.limit' } });
  expect(await act({ kind: 'preset', token })).toMatchObject({ error: { code: 'ptz.limit' } });
  await isStill();
  expect(camera.head?.position.pan).toBeLessThanOrEqual(0.5);

  await go(0.45);
  await isStill();
  expect(await act({ kind: 'move', pan: 1, tilt: 0, zoom: 0 })).toMatchObject({ ok: true });
  await expect.poll(() => operations().at(-1), { interval: 10 }).toBe('AbsoluteMove');
  await isStill();
  expect(camera.head?.position.pan).toBeLessThanOrEqual(0.5);
  await client.call('ptz.setLimits', { limits: null }, channelId);
  await gone(page);
});

test('a tour goes from preset to preset until somebody wants the camera', async () => {
  const { act, client, page, grantId } = await handOf('admin', 'maintenance');
  await expect.poll(async () => (await act({ kind: 'home' })).ok, { timeout: 10_000 }).toBe(true);
  const { token } = (await client.call('ptz.savePreset', { grantId, token: '', name: '桥' }, channelId)).body;
  const tour = { id: crypto.randomUUID(), name: '夜间', stops: [{ preset: token, seconds: 5 }] };
  expect((await client.call('ptz.setTours', { tours: [tour] }, channelId)).body.tours).toEqual([tour]);
  await act({ kind: 'tour', tourId: tour.id });
  expect((await client.call('ptz.read', undefined, channelId)).body.touring).toBe(tour.id);
  await expect.poll(() => operations().at(-1)).toBe('GotoPreset');
  await act({ kind: 'step', pan: 0.1, tilt: 0, zoom: 0 });
  expect((await client.call('ptz.read', undefined, channelId)).body.touring).toBeNull();
  expect((await act({ kind: 'tour', tourId: crypto.randomUUID() })).error?.code).toBe('ptz.tour-unknown');
  await gone(page);
});
