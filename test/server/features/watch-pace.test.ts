import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Pace } from '../../../server/contract/watch.ts';
import type { Store } from '../../../server/store/store.ts';
import { startFleet, type Fleet } from '../../fleet/index.ts';
import { Viewer } from '../../rig/viewer.ts';
import { addUser } from '../people.ts';
import { Client, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf, type TwoTowns } from '../two-towns.ts';

const shared = shareHub();
let fleet: Fleet;
let store: Store;
let towns: TwoTowns;
let technician: Client;
let channelId: string;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0, gopSeconds: 1 }] });
  store = await storeOf(shared.folder);
  towns = await addTwoTowns(store);
  technician = await Client.signIn(shared.url);
  const { address, onvifPort: port, username, password } = fleet.cameras[0] ?? expect.fail();
  const source = { kind: 'onvif', address, port, username, password };
  const body = { name: '', unitId: towns.village, source };
  channelId = (await technician.call('camera.register', body)).body.camera.channels[0]?.id ?? expect.fail();
});
afterAll(async () => {
  await store.close();
  await fleet.close();
});

/** A page of a new technician of the town that gets packets. */
async function watching(username: string, pace: Pace = 'full') {
  const id = await addUser(store, username, ['technician'], towns.town);
  const client = await Client.signIn(shared.url, username);
  const grantId = await client.leave();
  const grant = await store.grants.get(grantId);
  const { url, cookie } = client;
  const viewer = await Viewer.open({ url, cookie, grant: () => Promise.resolve(grant) });
  onTestFinished(() => viewer.close());
  const watch = await viewer.watch(channelId, 320);
  if (pace !== 'full') {
    const { watchId } = watch;
    await viewer.request('watch.pace', { watchId, pace });
    await viewer.request('watch.resume', { watchId, audio: false });
  }
  await viewer.nextPacket();
  return { id, client, grantId, viewer, watch };
}

/** What the record says of this user's views, the newest first. */
async function onRecord(userId: string): Promise<string[]> {
  const events = (await store.auditEvents.list(100)).filter(({ user }) => user?.id === userId);
  return events.map(({ action }) => action).filter((action) => action.startsWith('camera.watch'));
}

test('another pace is another consumer of the same watch: paused, on the same transport, on record once', async () => {
  const { id, viewer, watch } = await watching('pacer');
  const { watchId } = watch;
  const { video: few } = await viewer.request('watch.pace', { watchId, pace: 'keyframes' });
  expect(few).toMatchObject({ kind: 'video' });
  expect(few.id).not.toBe(watch.video.id);
  expect(few.producerId).not.toBe(watch.video.producerId);
  await viewer.request('watch.resume', { watchId, audio: false });
  const { video: full } = await viewer.request('watch.pace', { watchId, pace: 'full' });
  expect(full.producerId).toBe(watch.video.producerId);
  expect(full.id).not.toBe(watch.video.id);
  await viewer.request('watch.release', { watchId });
  await expect(viewer.request('watch.pace', { watchId, pace: 'keyframes' })).rejects.toThrow('watch.unknown');
  await expect.poll(() => onRecord(id)).toEqual(['camera.watch-end', 'camera.watch']);
});

test('only the page that watches may ask for it', async () => {
  const { watch, client } = await watching('owner');
  const other = await client.open();
  const answer = await other.ask('watch.pace', { watchId: watch.watchId, pace: 'keyframes' });
  expect(answer.error?.code).toBe('watch.unknown');
  expect((await other.ask('watch.pace', { watchId: watch.watchId, pace: 'slow' })).error?.code).toBe('request.invalid');
});

test('leave that is taken away ends keyframes, too: not one packet more', async () => {
  const { id, viewer, watch, client, grantId } = await watching('revoked', 'keyframes');
  const { watchId } = watch;
  const witness = await watching('witness');
  expect((await client.call('grant.revoke', undefined, grantId)).status).toBe(200);
  await expect.poll(() => onRecord(id), { timeout: 20_000 }).toEqual(['camera.watch-end', 'camera.watch']);
  await witness.viewer.nextPacket();
  const received = viewer.packets;
  // More than one GOP: keyframes would have come.
  const stay = await watching('stays', 'keyframes');
  for (let packet = 0; packet < 50; packet++) await stay.viewer.nextPacket();
  expect(viewer.packets).toBe(received);
  await expect(viewer.request('watch.pace', { watchId, pace: 'full' })).rejects.toThrow('watch.unknown');
});
