import { afterAll, beforeAll, expect, test } from 'vitest';
import { API, routes } from '../../../server/contract/http.ts';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { Camera, Mask } from '../../../server/contract/camera.ts';
import { MaskService } from '../../../server/features/camera/mask.ts';
import { readJpeg } from '../../media/decode.ts';
import { type CameraSpec, startFleet, type Fleet, type SimulatedCamera } from '../../fleet/index.ts';
import { addUser } from '../people.ts';
import { Client, openStore, shareHub, testConfig } from '../rig.ts';

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
const YARD: Mask = {
  name: '院子',
  corners: [
    { x: 0.1, y: 0.1 },
    { x: 0.4, y: 0.2 },
    { x: 0.2, y: 0.5 },
  ],
};
const short = { seconds: 4, phases: 1 };
const small = { main: { ...short, width: 800, height: 450 }, sub: short };
const h265 = { ...short, codec: 'H265' } as const;
const specs = {
  able: small,
  without: { ...small, maker: 'chengjiang' },
  coded: { main: { ...h265, width: 800, height: 450 }, sub: h265 },
  mixed: { ...small, main: { ...h265, width: 800, height: 450 } },
  worse: { ...small, maker: 'chengjiang', sub: h265 },
  plain: { ...small, maker: 'chengjiang', sub: h265 },
  liar: { ...small, faults: { masks: 'forgotten' } },
} as const satisfies Record<string, CameraSpec>;
const PICTURE = API + routes['channel.testPicture'].path;
type Name = keyof typeof specs;

const shared = shareHub({ HUB_RELAY_IDLE_MS: '200' });
let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ cameras: Object.values(specs).map((spec) => ({ clip: 0, ...spec })) });
});
afterAll(() => fleet.close());

function device(name: Name): SimulatedCamera {
  return fleet.cameras[Object.keys(specs).indexOf(name)] ?? expect.fail();
}

async function register(client: Client, name: Name): Promise<Camera> {
  const { address, onvifPort: port, username, password } = device(name);
  const source = { kind: 'onvif', address, port, username, password };
  const reply = await client.call('camera.register', { name, source });
  expect(reply.status, reply.text).toBe(200);
  return reply.body.camera;
}

const registered = new Map<Name, string>();

/** Its channel; registered by the first test that wants it. */
async function channelAt(client: Client, name: Name): Promise<string> {
  const id = registered.get(name) ?? channelOf(await register(client, name));
  registered.set(name, id);
  return id;
}

function channelOf({ channels }: Camera): string {
  return channels[0]?.id ?? expect.fail();
}

/** What the record says of a channel's masks, the newest first. */
async function onRecord(channelId: string): Promise<unknown[]> {
  const events = await (await openStore(shared.folder)).auditEvents.list(200);
  return events
    .filter(({ target, action }) => target?.id === channelId && action.startsWith('channel.mask'))
    .map(({ action, outcome, detail }) => [action, outcome, detail['state'] ?? detail['reason']]);
}

test.each([
  ['able', 'camera'],
  ['without', 'unmasked'],
  ['coded', 'relay'],
  ['mixed', 'camera'],
  ['worse', 'unmasked'],
  ['liar', 'unmasked'],
] as const)('masks of a device that is %s: %s', async (name, state) => {
  const client = await Client.signIn(shared.url);
  const id = await channelAt(client, name);
  const reply = await client.call('channel.mask', { masks: [CLOCK, YARD] }, id);
  expect(reply.body).toMatchObject({ id, masks: [CLOCK, YARD], maskState: state });
  const { cameras } = (await client.call('camera.list')).body;
  expect(cameras.flatMap(({ channels }) => channels).find((channel) => channel.id === id)).toEqual(reply.body);
  // The device really does, where it is said so.
  expect(device(name).masks?.drawn.length ?? 0).toBe(state === 'camera' ? 2 : 0);

  const grantId = await client.leave();
  const picture = await client.call('channel.testPicture', { grantId }, id);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');

  const none = await client.call('channel.mask', { masks: [] }, id);
  expect(none.body).toMatchObject({ masks: [], maskState: 'none' });
  expect(device(name).masks?.size ?? 0).toBe(0);
});

test('on record: what was to be hidden before the device is asked, and what it has proven', async () => {
  const client = await Client.signIn(shared.url);
  const id = await channelAt(client, 'able');
  await client.call('channel.mask', { masks: [CLOCK] }, id);
  const [second, first] = await onRecord(id);
  expect(first).toEqual(['channel.mask', 'done', 'unmasked']);
  expect(second).toEqual(['channel.mask-check', 'done', 'camera']);
});

test('a test picture shows nothing of it, though the device does not mask; a look at what is registered is none', async () => {
  const client = await Client.signIn(shared.url);
  const id = await channelAt(client, 'without');
  const body = JSON.stringify({ grantId: await client.leave() });
  const headers = { cookie: client.cookie, 'x-csrf-token': client.csrfToken, 'content-type': 'application/json' };
  const pictureOf = async () => {
    const reply = await fetch(`${shared.url}${PICTURE.replace(':id', id)}`, { method: 'POST', headers, body });
    return readJpeg(Buffer.from(await reply.arrayBuffer()), 800, 450);
  };
  const { address, onvifPort: port, username, password } = device('without');
  const probe = await client.call('camera.probe', { kind: 'onvif', address, port, username, password });
  expect(probe.body).toMatchObject({ testPicture: null, testPictureCause: null });
  expect((await pictureOf()).brightest(0, 0.9, 0.7, 1)).toBeGreaterThan(100);
  await client.call('channel.mask', { masks: [CLOCK] }, id);
  expect((await pictureOf()).brightest(0, 0.9, 0.7, 1)).toBeLessThan(24);
});

test('a device that has forgotten is asked again when it is registered again; one that cannot be asked is not masked', async () => {
  const client = await Client.signIn(shared.url);
  const camera = device('able');
  const id = await channelAt(client, 'able');
  await client.call('channel.mask', { masks: [YARD] }, id);
  for (const [token] of camera.masks?.list() ?? []) camera.masks?.remove(token);
  expect((await register(client, 'able')).channels[0]).toMatchObject({ masks: [YARD], maskState: 'camera' });
  expect(camera.masks?.size).toBe(1);

  await camera.setFault({ onvif: 'silent' });
  const reply = await client.call('channel.mask', { masks: [YARD, CLOCK] }, id);
  expect(reply.body).toMatchObject({ masks: [YARD, CLOCK], maskState: 'unmasked' });
  await camera.setFault({});
  const { cameraRanges: ranges } = testConfig();
  const store = await openStore(shared.folder);
  const service = new MaskService({
    store,
    ranges,
    bus: new LocalBus(),
    onError: (error) => expect.fail(String(error)),
  });
  await service.round();
  await service.close();
  const { cameras } = (await client.call('camera.list')).body;
  expect(cameras.find(({ channels }) => channels[0]?.id === id)?.channels[0]?.maskState).toBe('camera');
  expect(camera.masks?.size).toBe(2);
});

test('a plain RTSP stream that is copied is not masked', async () => {
  const client = await Client.signIn(shared.url);
  const { username, password, ...camera } = device('plain');
  const url = `rtsp://${camera.address}:${camera.rtspPort}/cam/live?channel=1&subtype=0`;
  const source = { kind: 'rtsp', url, username, password };
  const id = channelOf((await client.call('camera.register', { name: '', source })).body.camera);
  expect((await client.call('channel.mask', { masks: [YARD] }, id)).body.maskState).toBe('unmasked');
});

test('whoever watches gets a new picture', async () => {
  const client = await Client.signIn(shared.url);
  const id = await channelAt(client, 'coded');
  const page = await client.open();
  const { watchId } = (await page.watch(id, await client.leave())).data;
  await client.call('channel.mask', { masks: [YARD] }, id);
  await page.heard('watch.ended', (ended) => ended.watchId === watchId && ended.reason === 'camera-changed');
});

test('only who may mask there, and only shapes that can be drawn', async () => {
  const client = await Client.signIn(shared.url);
  const id = await channelAt(client, 'without');
  const bow = { name: '', corners: [YARD.corners[0], YARD.corners[1], { x: 0.1, y: 0.5 }, { x: 0.4, y: 0.6 }] };
  const wrong = await client.call('channel.mask', { masks: [bow] }, id);
  expect([wrong.status, wrong.error?.code]).toEqual([422, 'mask.shape']);
  expect((await client.call('channel.mask', { masks: Array(9).fill(YARD) }, id)).status).toBe(400);
  const unknown = await client.call('channel.mask', { masks: [] }, client.user?.id);
  expect(unknown.error?.code).toBe('channel.unknown');

  const store = await openStore(shared.folder);
  await addUser(store, 'grid', ['grid-worker']);
  const other = await Client.signIn(shared.url, 'grid');
  const refused = await other.call('channel.mask', { masks: [] }, id);
  expect([refused.status, refused.error?.code]).toEqual([403, 'permission.denied']);
});
