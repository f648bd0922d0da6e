import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Camera, ChannelState } from '../../../server/contract/camera.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import { startFleet, type Fleet } from '../../fleet/index.ts';
import { Client, openStore, type Page, shareHub, startHub, temporaryFolder } from '../rig.ts';

const shared = shareHub({ HUB_RELAY_IDLE_MS: '200' });
let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 0 }, { clip: 0 }, { clip: 0 }] });
});
afterAll(() => fleet.close());

async function register(client: Client, index: number, name = ''): Promise<Camera> {
  const camera = fleet.cameras[index];
  if (camera === undefined) throw new Error(`no camera ${index}`);
  const { address, onvifPort: port, username, password } = camera;
  const source = { kind: 'onvif', address, port, username, password };
  return (await client.call('camera.register', { name, source })).body.camera;
}

/** With leave for maintenance. */
async function watch(client: Client, page: Page, camera: Camera, width = 320) {
  return page.watch(camera.channels[0]?.id, await client.leave(), width);
}

/** The first state, past or future, of a channel that fits. */
function stateOf(page: Page, camera: Camera, fits: (state: ChannelState) => boolean) {
  const channelId = camera.channels[0]?.id;
  return page.heard('channel.state', (state) => state.channelId === channelId && fits(state));
}

const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') };

test('a watch from start to release: one transport per room, the state is told, the relay ends after its idle time', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 0);
  const page = await client.open();
  const small = await watch(client, page, camera, 640);
  expect(small.data).toMatchObject({ profile: 'sub', video: { kind: 'video' }, audio: { kind: 'audio' } });
  const large = await watch(client, page, camera, 1280);
  expect(large.data.profile).toBe('main');
  expect(large.data.transport.id).toBe(small.data.transport.id);
  await stateOf(page, camera, ({ state, viewers }) => state === 'live' && viewers === 2);

  const transportId = small.data.transport.id;
  const wrong = await page.ask('transport.connect', { transportId, dtlsParameters: { role: 'nobody' } });
  expect(wrong.error?.code).toBe('media.invalid');
  const connected = await page.ask('transport.connect', {
    transportId,
    dtlsParameters: { role: 'client', fingerprints: [fingerprint] },
  });
  expect(connected.ok).toBe(true);
  const { watchId } = small.data;
  expect((await page.ask('watch.resume', { watchId, audio: true })).ok).toBe(true);
  expect((await page.ask('watch.pause', { watchId })).ok).toBe(true);
  expect((await page.ask('watch.release', { watchId })).ok).toBe(true);
  expect((await page.ask('watch.release', { watchId })).error?.code).toBe('watch.unknown');
  expect((await page.ask('watch.release', { watchId: large.data.watchId })).ok).toBe(true);
  await stateOf(page, camera, ({ state }) => state === 'idle');
});

test('a watch of another page is unknown, and so is its transport', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 0);
  const [mine, theirs] = [await client.open(), await client.open()];
  const { watchId, transport } = (await watch(client, mine, camera)).data;
  for (const request of ['watch.pause', 'watch.release'] as const) {
    expect((await theirs.ask(request, { watchId })).error?.code).toBe('watch.unknown');
  }
  expect((await theirs.ask('watch.resume', { watchId, audio: false })).error?.code).toBe('watch.unknown');
  const data = { transportId: transport.id, dtlsParameters: { role: 'client', fingerprints: [fingerprint] } };
  expect((await theirs.ask('transport.connect', data)).error?.code).toBe('transport.unknown');
});

test('wrong capabilities are refused and leave no viewer behind', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 1);
  const page = await client.open();
  const wish = { channelId: camera.channels[0]?.id, grantId: await client.leave() };
  for (const rtpCapabilities of [{}, { codecs: 'all' }, { codecs: [], headerExtensions: [] }]) {
    const { ticket } = (await page.ask('ticket.issue', wish)).data;
    const answer = await page.ask('camera.watch', { ticket, width: 320, rtpCapabilities });
    expect(answer.error?.code).toBe('media.invalid');
  }
  await stateOf(page, camera, ({ state }) => state === 'idle');
});

test('watches that come and go leave nothing behind at a relay that goes on', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 1);
  const [staying, coming] = [await client.open(), await client.open()];
  await watch(client, staying, camera);
  for (let times = 0; times < 12; times++) {
    const { data } = await watch(client, coming, camera);
    expect((await coming.ask('watch.release', { watchId: data.watchId })).ok).toBe(true);
  }
  expect(warnings).toEqual([]);
});

test('a page that leaves releases all it had', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 1);
  const [leaving, staying] = [await client.open(), await client.open()];
  await watch(client, leaving, camera);
  await stateOf(staying, camera, ({ viewers }) => viewers === 1);
  leaving.socket.terminate();
  await stateOf(staying, camera, ({ state, viewers }) => state === 'idle' && viewers === 0);
});

test('a removed or changed camera ends its watches, with the reason', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 2);
  const page = await client.open();
  const first = (await watch(client, page, camera)).data.watchId;
  // Registered anew as it is, nothing changes.
  await register(client, 2);
  await register(client, 2, 'another');
  const changed = await page.heard('watch.ended', ({ watchId }) => watchId === first);
  expect(changed.reason).toBe('camera-changed');
  const second = (await watch(client, page, camera)).data.watchId;
  await client.call('camera.remove', undefined, camera.id);
  const removed = await page.heard('watch.ended', ({ watchId }) => watchId === second);
  expect(removed.reason).toBe('camera-removed');
  expect((await watch(client, page, camera)).error?.code).toBe('channel.unknown');
});

test('a page may connect its transports before it watches', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 0);
  const page = await client.open();
  const { rtpCapabilities } = await page.hello;
  expect((await page.ask('transport.open', { rtpCapabilities: {} })).error?.code).toBe('media.invalid');
  const { transports } = (await page.ask('transport.open', { rtpCapabilities })).data;
  expect(transports).toHaveLength(1);
  expect(transports[0]?.silence.kind).toBe('audio');
  // However often it asks, at once or later: each answer is the same, and costs nothing more.
  const again = await Promise.all(Array.from({ length: 5 }, () => page.ask('transport.open', { rtpCapabilities })));
  for (const { data } of again) expect(data.transports).toEqual(transports);
  expect((await watch(client, page, camera)).data.transport.id).toBe(transports[0]?.transport.id);
});

test('a dead media worker ends the watch, and the page can ask again', async () => {
  const others = new Set(workerPids());
  const started = await startHub({ HUB_LOG: 'info' });
  const { url } = started;
  const client = await Client.signIn(url);
  const camera = await register(client, 0);
  const page = await client.open();
  const { watchId } = (await watch(client, page, camera)).data;
  for (const pid of workerPids().filter((pid) => !others.has(pid))) process.kill(pid, 'SIGKILL');
  const ended = await page.heard('watch.ended', (end) => end.watchId === watchId);
  expect(ended.reason).toBe('worker');
  await page.heard('transport.closed');
  let answer = await watch(client, page, camera);
  while (answer.error?.code === 'camera.process') answer = await watch(client, page, camera);
  expect(answer.ok).toBe(true);
  expect(started.log()).toContain('a media worker ended');
});

test('who watched what, and how long, is written; what cannot be written is not watched', async () => {
  const folder = temporaryFolder();
  const { hub, url } = await startHub({ HUB_DATA: folder });
  const client = await Client.signIn(url);
  const camera = await register(client, 0);
  const page = await client.open();
  await watch(client, page, camera);
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(`${folder}/hub.sqlite`) });
  onTestFinished(() => raw.destroy());
  const grantId = await client.leave();
  await sql`create trigger full before insert on audit_events begin select raise(abort, 'disk full'); end`.execute(raw);
  const refused = await page.watch(camera.channels[0]?.id, grantId);
  expect(refused.ok).toBe(false);
  expect((await client.call('channel.testPicture', { grantId }, camera.channels[0]?.id)).status).toBeGreaterThanOrEqual(
    400,
  );
  await sql`drop trigger full`.execute(raw);
  page.socket.close();
  await once(page.socket, 'close');
  await hub.close();

  const events = (await (await openStore(folder)).auditEvents.list(100)).filter(({ action }) =>
    action.startsWith('camera.watch'),
  );
  expect(events.map(({ action }) => action)).toEqual(['camera.watch-end', 'camera.watch']);
  expect(events[0]).toMatchObject({
    user: { username: 'admin' },
    target: { kind: 'channel', id: camera.channels[0]?.id },
    purpose: 'maintenance',
    unitId: camera.unitId,
    detail: { reason: 'left', camera: camera.name },
  });
});

test('a sweep finds cameras, says which are known, and can be stopped', async () => {
  const client = await Client.signIn(shared.url);
  const camera = await register(client, 0);
  const page = await client.open();
  const addresses = fleet.cameras.map(({ address }) => address);
  const started = await page.ask('discovery.start', { targets: addresses, interfaces: [] });
  expect(started.data.total).toBe(3);
  expect((await page.ask('discovery.start', { targets: addresses, interfaces: [] })).error?.code).toBe(
    'discovery.busy',
  );
  const ended = await page.heard('discovery.ended');
  expect(ended).toMatchObject({ discoveryId: started.data.discoveryId, done: 3, found: 3 });
  const found = page.all('discovery.found').map(({ device }) => device);
  expect(found.find(({ address }) => address === camera.address)?.status).toBe('known');

  const start = async (targets: string[], interfaces: string[] = []) =>
    (await page.ask('discovery.start', { targets, interfaces })).error?.code;
  expect(await start(['10.0.0.1'])).toBe('camera.range');
  expect(await start(['10.0.0'])).toBe('discovery.targets');
  expect(await start([], ['10.255.255.254'])).toBe('discovery.interface');
  const long = await page.ask('discovery.start', { targets: ['127.250.0.0/21'], interfaces: [] });
  expect((await page.ask('discovery.stop', { discoveryId: long.data.discoveryId })).ok).toBe(true);
});

/** Of all hubs in this process. Numbers say nothing of age: they start anew at the top. */
function workerPids(): number[] {
  const children = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(process.pid)]).toString();
  return [...children.matchAll(/(\d+) mediasoup-worke/g)].map(([, pid]) => Number(pid));
}
