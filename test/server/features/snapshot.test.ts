import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mask } from '../../../server/contract/camera.ts';
import { localTime } from '../../../server/features/watch/snapshot-text.ts';
import type { Store } from '../../../server/store/store.ts';
import { startFleet, type Fleet } from '../../fleet/index.ts';
import { readJpeg } from '../../media/decode.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const SKY: Mask = {
  name: '窗户',
  corners: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 0.5 },
    { x: 0, y: 0.5 },
  ],
};
const PATIENCE = { timeout: 20_000 };

const shared = shareHub({ HUB_RELAY_IDLE_MS: '100' });
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
let technician: Client;
let channelId: string;
let cameraId: string;
beforeAll(async () => {
  const short = { seconds: 4, phases: 1 };
  fleet = await startFleet({
    cameras: [{ clip: 0, gopSeconds: 1, maker: 'chengjiang', main: { ...short, width: 800, height: 450 }, sub: short }],
  });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  technician = await Client.signIn(shared.url);
  const { address, onvifPort: port, username, password } = fleet.cameras[0] ?? expect.fail();
  const source = { kind: 'onvif', address, port, username, password };
  const { camera } = (await technician.call('camera.register', { name: '村口', unitId: towns.village, source })).body;
  [cameraId, channelId] = [camera.id, camera.channels[0]?.id ?? expect.fail()];
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

/** The newest lines of snapshots. */
async function onRecord() {
  return (await store.auditEvents.list(20)).filter(({ action }) => action === 'channel.snapshot');
}

test('of a camera that nobody watches: full size, text burnt in, on record with its own hash', async () => {
  const before = Date.now();
  const grantId = await technician.leave();
  const reply = await technician.call('channel.snapshot', { grantId }, channelId);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const test = await technician.call('channel.testPicture', { grantId }, channelId);
  const [burnt, plain] = [await readJpeg(reply.bytes, 800, 450), await readJpeg(test.bytes, 800, 450)];
  // Between the rows of text and the right edge the band is dark, where the plain picture is not.
  expect(burnt.brightest(0.8, 0.87, 1, 1)).toBeLessThan(plain.brightest(0.8, 0.87, 1, 1));
  expect(burnt.brightest(0, 0.75, 0.5, 1)).toBeGreaterThan(200);
  const [line] = await onRecord();
  expect(line).toMatchObject({
    outcome: 'done',
    user: { username: 'admin' },
    target: { kind: 'channel', id: channelId },
    purpose: 'maintenance',
    unitId: towns.village,
    detail: { camera: '村口', grant: grantId, sha256: createHash('sha256').update(reply.bytes).digest('hex') },
  });
  expect(line?.detail['at']).toBeGreaterThan(before);
});

test('of a camera that is watched: no second session; masks are painted, though the camera cannot', async () => {
  const camera = fleet.cameras[0] ?? expect.fail();
  expect((await technician.call('channel.mask', { masks: [SKY] }, channelId)).body.maskState).toBe('unmasked');
  const page = await technician.open();
  const grantId = await technician.leave();
  const { watchId } = (await page.watch(channelId, grantId, 320)).data;
  // There is a whole keyframe as soon as there is a poster.
  await expect.poll(async () => (await technician.call('watch.poster', undefined, watchId)).status, PATIENCE).toBe(200);
  const { sessionsStarted } = camera.counters;
  const reply = await technician.call('channel.snapshot', { grantId }, channelId);
  expect(camera.counters.sessionsStarted).toBe(sessionsStarted);
  const picture = await readJpeg(reply.bytes, 640, 360);
  expect(picture.brightest(0, 0, 1, 0.5)).toBeLessThan(24);
  expect(picture.brightest(0, 0.75, 0.5, 1)).toBeGreaterThan(200);
  await page.ask('watch.release', { watchId });
  await technician.call('channel.mask', { masks: [] }, channelId);
});

test('without leave there is none, and that somebody tried is on record', async () => {
  await addUser(store, 'elsewhere', ['technician'], towns.otherTown);
  const other = await Client.signIn(shared.url, 'elsewhere');
  const foreign = await technician.leave();
  for (const [grantId, code] of [
    [await other.leave(), 'grant.scope'],
    [foreign, 'grant.ended'],
  ] as const) {
    const reply = await other.call('channel.snapshot', { grantId }, channelId);
    expect([reply.status, reply.error?.code]).toEqual([403, code]);
    const [line] = await onRecord();
    expect(line).toMatchObject({ outcome: 'refused', user: { username: 'elsewhere' }, detail: { reason: code } });
    expect(line?.target).toEqual({ kind: 'channel', id: channelId });
  }
});

test('of a camera that gives no picture there is none, and that it failed is on record', async () => {
  const camera = fleet.cameras[0] ?? expect.fail();
  await camera.setFault({ rtsp: 'refused' });
  const reply = await technician.call('channel.snapshot', { grantId: await technician.leave() }, channelId);
  await camera.setFault({});
  expect(reply.error?.code).toBe('camera.rtsp');
  expect((await onRecord())[0]).toMatchObject({ outcome: 'failed', detail: { reason: 'rtsp', camera: '村口' } });
  const unknown = await technician.call('channel.snapshot', { grantId: await technician.leave() }, cameraId);
  expect([unknown.status, unknown.error?.code]).toEqual([404, 'channel.unknown']);
});

test('the time tells its zone', () => {
  expect(localTime(Date.UTC(2026, 10, 23, 13, 5, 33))).toMatch(/^2026-11-2[34] \d\d:05:33 UTC[+-]\d\d:\d\d$/);
});
