import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Camera, ChannelState, Mask } from '../../../server/contract/camera.ts';
import { startFleet, type Fleet } from '../../fleet/index.ts';
import { readJpeg } from '../../media/decode.ts';
import { addUser } from '../people.ts';
import { Client, type Page, shareHub } from '../rig.ts';
import { addTwoTowns, storeOf } from '../two-towns.ts';

/** Everything that may take a while on a busy machine gets so long, ms. */
const PATIENCE = { timeout: 20_000 };
/** The burnt-in clock, which is bright at all times. */
const CLOCK: Mask = {
  name: '窗户',
  corners: [
    { x: 0, y: 0.9 },
    { x: 0.7, y: 0.9 },
    { x: 0.7, y: 1 },
    { x: 0, y: 1 },
  ],
};
const short = { seconds: 4, phases: 1 };
const clear = { clip: 0, gopSeconds: 1, main: { ...short, width: 800, height: 450 }, sub: short };

const shared = shareHub({ HUB_RELAY_IDLE_MS: '100' });
let fleet: Fleet;
beforeAll(async () => {
  // The second one cannot mask, and its stream is copied.
  fleet = await startFleet({ cameras: [clear, { ...clear, maker: 'chengjiang' }, clear, clear] });
});
afterAll(() => fleet.close());

async function register(client: Client, index: number): Promise<{ camera: Camera; channelId: string }> {
  const { address, onvifPort: port, username, password } = fleet.cameras[index] ?? expect.fail();
  const source = { kind: 'onvif', address, port, username, password };
  const { camera } = (await client.call('camera.register', { name: '', source })).body;
  return { camera, channelId: camera.channels[0]?.id ?? expect.fail() };
}

/** The first state from now on that fits. */
function stateOf(page: Page, channelId: string, fits: (state: ChannelState) => boolean): Promise<unknown> {
  page.told.length = 0;
  return page.heard('channel.state', (state) => state.channelId === channelId && fits(state));
}

/** Watches until there is a picture, and leaves. */
async function look(client: Client, page: Page, channelId: string): Promise<void> {
  const live = stateOf(page, channelId, ({ state }) => state === 'live');
  const { data } = await page.watch(channelId, await client.leave());
  await live;
  // The picture after the keyframe tells that it is whole.
  await expect
    .poll(async () => (await client.call('watch.poster', undefined, data.watchId)).status, PATIENCE)
    .toBe(200);
  const idle = stateOf(page, channelId, ({ state }) => state === 'idle');
  await page.ask('watch.release', { watchId: data.watchId });
  await idle;
}

const isClockHidden = async (jpeg: Buffer): Promise<boolean> =>
  (await readJpeg(jpeg, 640, 360)).brightest(0, 0.9, 0.7, 1) < 24;

test('whoever watches a camera again gets its last picture while the stream begins, and nobody else does', async () => {
  const client = await Client.signIn(shared.url);
  const { channelId } = await register(client, 0);
  const page = await client.open();
  const before = Date.now();
  const grantId = await client.leave();
  const first = await page.watch(channelId, grantId);
  expect(first.data.posterAt).toBeNull();
  await page.ask('watch.release', { watchId: first.data.watchId });
  await look(client, page, channelId);

  const { watchId, posterAt } = (await page.watch(channelId, grantId)).data;
  expect(posterAt).toBeGreaterThan(before);
  expect(posterAt).toBeLessThanOrEqual(Date.now());
  const poster = await client.call('watch.poster', undefined, watchId);
  expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(poster.headers.get('cache-control')).toBe('no-store');
  expect(await isClockHidden(poster.bytes)).toBe(false);
  // It is decoded once.
  expect((await client.call('watch.poster', undefined, watchId)).bytes).toEqual(poster.bytes);

  const store = await storeOf(shared.folder);
  await addUser(store, 'another', ['technician']);
  await store.close();
  const others = [await Client.signIn(shared.url), await Client.signIn(shared.url, 'another')];
  const theirs = await (others[1] ?? expect.fail()).open();
  // Also one who watches the same camera: by another watch.
  const same = await theirs.watch(channelId, await (others[1] ?? expect.fail()).leave());
  expect(same.ok).toBe(true);
  for (const other of others) {
    const refused = await other.call('watch.poster', undefined, watchId);
    expect([refused.status, refused.error?.code]).toEqual([404, 'poster.none']);
  }
  const nobody = await new Client(shared.url).call('watch.poster', undefined, watchId);
  expect(nobody.error?.code).toBe('session.required');
  expect((await client.call('watch.poster', undefined, channelId)).error?.code).toBe('poster.none');
  await page.ask('watch.release', { watchId });
  expect((await client.call('watch.poster', undefined, watchId)).error?.code).toBe('poster.none');
});

test('leave that is taken away takes the last picture with it', async () => {
  const client = await Client.signIn(shared.url);
  const { channelId } = await register(client, 0);
  const page = await client.open();
  const grantId = await client.leave();
  await look(client, page, channelId);
  const { watchId } = (await page.watch(channelId, grantId)).data;
  expect((await client.call('watch.poster', undefined, watchId)).status).toBe(200);
  expect((await client.call('grant.revoke', undefined, grantId)).status).toBe(200);
  expect((await client.call('watch.poster', undefined, watchId)).error?.code).toBe('poster.none');
});

test('masks are painted in, also where the camera cannot; what was known without them is forgotten', async () => {
  const client = await Client.signIn(shared.url);
  const { channelId } = await register(client, 1);
  const page = await client.open();
  await look(client, page, channelId);
  const { body } = await client.call('channel.mask', { masks: [CLOCK] }, channelId);
  expect(body.maskState).toBe('unmasked');
  const { posterAt, watchId } = (await page.watch(channelId, await client.leave())).data;
  expect(posterAt).toBeNull();
  await expect.poll(async () => (await client.call('watch.poster', undefined, watchId)).status, PATIENCE).toBe(200);
  const poster = await client.call('watch.poster', undefined, watchId);
  expect(await isClockHidden(poster.bytes)).toBe(true);

  expect((await client.call('channel.mask', { masks: [] }, channelId)).status).toBe(200);
  await page.heard('watch.ended', (end) => end.watchId === watchId);
  expect((await client.call('watch.poster', undefined, watchId)).error?.code).toBe('poster.none');
  expect((await page.watch(channelId, await client.leave())).data.posterAt).toBeNull();
});

test('a camera that was moved to another unit, or removed and added again, begins without one', async () => {
  const client = await Client.signIn(shared.url);
  const store = await storeOf(shared.folder);
  const { town } = await addTwoTowns(store);
  await store.close();
  const { camera, channelId } = await register(client, 2);
  const page = await client.open();
  await look(client, page, channelId);
  const kept = await page.watch(channelId, await client.leave());
  expect(kept.data.posterAt).not.toBeNull();
  await page.ask('watch.release', { watchId: kept.data.watchId });
  await stateOf(page, channelId, ({ state }) => state === 'idle');
  expect((await client.call('camera.update', { unitId: town }, camera.id)).status).toBe(200);
  expect((await page.watch(channelId, await client.leave())).data.posterAt).toBeNull();

  await client.call('camera.remove', undefined, camera.id);
  const again = await register(client, 2);
  expect((await page.watch(again.channelId, await client.leave())).data.posterAt).toBeNull();
});

test('a page may hold 96 watches, and not one more', async () => {
  const client = await Client.signIn(shared.url);
  const { channelId } = await register(client, 3);
  const page = await client.open();
  const grantId = await client.leave();
  for (let round = 0; round < 12; round++) {
    const made = await Promise.all(Array.from({ length: 8 }, () => page.watch(channelId, grantId)));
    expect(made.map(({ error }) => error?.code)).toEqual(made.map(() => undefined));
  }
  expect((await page.watch(channelId, grantId)).error?.code).toBe('watch.too-many');
});
