import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Camera } from '../../../server/contract/camera.ts';
import type { Job, JobItem } from '../../../server/contract/job.ts';
import type { Repair } from '../../../server/contract/repair.ts';
import { type Fleet, type SimulatedCamera, startFleet } from '../../fleet/index.ts';
import { DECLARED } from '../../rig/declaration.ts';
import { addUser } from '../people.ts';
import { Client, openStore, shareHub } from '../rig.ts';
import { addTwoTowns } from '../two-towns.ts';

const QUICK = { clip: 0, main: { seconds: 4 }, sub: { seconds: 4 } };
/** Of whose streams none is small. */
const LARGE = { ...QUICK, sub: { seconds: 4, width: 704, height: 396 } };
const shared = shareHub();
let fleet: Fleet;
let client: Client;
let cameras: Camera[];

beforeAll(async () => {
  fleet = await startFleet({ cameras: [QUICK, QUICK, LARGE].map((spec) => ({ ...spec, password: 'first-pass-1' })) });
  client = await Client.signIn(shared.url);
  cameras = await Promise.all(fleet.cameras.map((camera) => register(camera)));
});
afterAll(() => fleet.close());

function at(index: number): SimulatedCamera {
  return fleet.cameras[index] ?? expect.fail();
}

async function register({ address, onvifPort: port, username, password, name }: SimulatedCamera): Promise<Camera> {
  const source = { kind: 'onvif', address, port, username, password };
  const reply = await client.call('camera.register', { name, source, placement: DECLARED });
  expect(reply.status, reply.text).toBe(200);
  return reply.body.camera;
}

/** Of these cameras of the fleet; resolves when every one was tried. */
async function repair(indexes: number[], what: Repair): Promise<JobItem[]> {
  const page = await client.open();
  const cameraIds = indexes.map((index) => cameras[index]?.id);
  const begun = await client.call('repair.start', { cameraIds, repair: what });
  expect(begun.status, begun.text).toBe(200);
  expect(begun.body).toMatchObject({ kind: 'repair', title: what.kind, total: indexes.length } satisfies Partial<Job>);
  await page.heard('job.changed', ({ id, state }) => id === begun.body.id && state === 'done');
  page.socket.close();
  return (await client.call('job.items', undefined, begun.body.id)).body.items;
}

test('a clock is set on many at once; one that does not take it is told, with the cause, and so is one that is right', async () => {
  await at(0).setFault({ clockSkewMs: 3_600_000 });
  await at(1).setFault({ clockSkewMs: 3_600_000, refuses: 'settings' });
  const items = await repair([0, 1, 2], { kind: 'clock' });
  expect(items[0]).toMatchObject({ state: 'done', cause: null });
  expect(items[0]?.before).toMatch(/^\+3(599|600) s$/);
  expect(items[1]).toMatchObject({ state: 'failed', cause: 'refused' });
  expect(items[2]).toMatchObject({ state: 'unchanged' });
  await at(1).setFault({});
  const { auditEvents } = await openStore(shared.folder);
  const told = (await auditEvents.list(50)).filter(({ target }) => target?.id === cameras[1]?.id);
  expect(told.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['camera.repair-result', 'failed'],
    ['camera.repair', 'done'],
    ['camera.register', 'done'],
  ]);
});

test('a changed password is known to the hub at once, and is in no record', async () => {
  const password = 'second-pass-2';
  expect(await repair([0], { kind: 'password', password })).toMatchObject([{ state: 'done' }]);
  const store = await openStore(shared.folder);
  expect((await store.cameras.find(cameras[0]?.id ?? ''))?.credentials?.password).toBe(password);
  const { checks } = (await client.call('camera.checkAgain', undefined, cameras[0]?.id)).body;
  expect(checks.find(({ item }) => item === 'credentials')).toMatchObject({ outcome: 'good' });
  expect(JSON.stringify(await store.auditEvents.list(50)) + shared.log()).not.toContain(password);
});

test('a password that is in force already, for the answer was lost, is stored', async () => {
  const store = await openStore(shared.folder);
  const camera = await store.cameras.find(cameras[0]?.id ?? '');
  if (camera === null) expect.fail();
  await store.cameras.save({ ...camera, credentials: { username: 'admin', password: 'what-it-was-before' } });
  expect(await repair([0], { kind: 'password', password: 'second-pass-2' })).toMatchObject([{ state: 'done' }]);
  expect((await store.cameras.find(camera.id))?.credentials?.password).toBe('second-pass-2');
});

test('after a wall profile, the stream is known as it is now, and whoever watches gets it', async () => {
  const channel = cameras[2]?.channels[0];
  const page = await client.open();
  const { watchId } = (await page.watch(channel?.id, await client.leave())).data;
  const [item] = await repair([2], { kind: 'wall-profile' });
  expect(channel?.profiles.map(({ role }) => role)).toEqual(['main']);
  expect([item?.state, item?.after]).toEqual(['done', expect.stringContaining('640x360')]);
  await page.heard('watch.ended', (ended) => ended.watchId === watchId && ended.reason === 'camera-changed');
  const { cameras: listed } = (await client.call('camera.list')).body;
  const sub = listed.find(({ id }) => id === cameras[2]?.id)?.channels[0]?.profiles.find(({ role }) => role === 'sub');
  expect(sub).toMatchObject({ codec: 'H264', width: 640, height: 360, bFrames: false });
});

test('nobody repairs a camera of another town', async () => {
  const store = await openStore(shared.folder);
  const { town } = await addTwoTowns(store);
  await addUser(store, 'beside', ['technician'], town);
  const beside = await Client.signIn(shared.url, 'beside');
  const refused = await beside.call('repair.start', { cameraIds: [cameras[0]?.id], repair: { kind: 'reboot' } });
  expect(refused.error?.code).toBe('permission.denied');
  expect(at(0).counters.reboots).toBe(0);
  const [last] = await store.auditEvents.list(1);
  expect(last).toMatchObject({ action: 'camera.repair', outcome: 'refused' });
});
