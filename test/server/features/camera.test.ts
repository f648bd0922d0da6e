import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from '../../fleet/index.ts';
import { Client, openStore, shareHub, startHub, temporaryFolder } from '../rig.ts';

const SECRET = 'kamera-geheim-77';
const shared = shareHub();
let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ cameras: Array.from({ length: 6 }, () => ({ password: SECRET, clip: 0 })) });
});
afterAll(() => fleet.close());

function cameraAt(index: number): SimulatedCamera {
  const camera = fleet.cameras[index];
  if (camera === undefined) throw new Error(`no camera ${index}`);
  return camera;
}

function sourceOf({ address, onvifPort, username }: SimulatedCamera, password = SECRET) {
  return { kind: 'onvif', address, port: onvifPort, username, password };
}

test('probe shows what is there, with a picture, and stores nothing', async () => {
  const client = await Client.signIn(shared.url);
  const camera = cameraAt(0);
  const reply = await client.call('camera.probe', sourceOf(camera));
  expect(reply.status).toBe(200);
  const probed = reply.body;
  expect(probed).toMatchObject({ hardwareId: camera.hardwareId, testPictureCause: null });
  expect(probed.channels[0]?.profiles.map(({ role }) => role)).toEqual(['main', 'sub']);
  expect(probed.channels[0]?.profiles[0]).toMatchObject({ codec: 'H264', bFrames: false, audio: 'PCMA' });
  expect(Buffer.from(probed.testPicture ?? '', 'base64').subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect((await client.call('camera.list')).body.cameras).toEqual([]);
});

test('register, again, rename, move, remove; pages hear of it', async () => {
  const client = await Client.signIn(shared.url);
  const page = await client.open();
  const camera = cameraAt(1);
  const body = { name: '', source: sourceOf(camera) };
  const first = (await client.call('camera.register', body)).body;
  expect(first).toMatchObject({ created: true, camera: { username: 'admin', hasPassword: true, kind: 'onvif' } });
  await page.heard('camera.changed');
  const again = (await client.call('camera.register', { ...body, name: '村口' })).body;
  expect(again).toMatchObject({ created: false, camera: { id: first.camera.id, name: '村口' } });
  expect(again.camera.channels[0]?.id).toBe(first.camera.channels[0]?.id);

  const { id } = first.camera;
  const renamed = (await client.call('camera.update', { name: '学校门口' }, id)).body;
  expect(renamed).toMatchObject({ name: '学校门口', hasPassword: true });
  const refused = await client.call('camera.update', { password: 'wrong' }, id);
  expect([refused.status, refused.error?.code]).toEqual([422, 'camera.credentials']);
  // The device was asked in vain, and that is on record, too.
  const [last] = await (await openStore(shared.folder)).auditEvents.list(1);
  expect(last).toMatchObject({ action: 'camera.update', outcome: 'failed', detail: { reason: 'credentials' } });

  const grantId = await client.leave();
  const picture = await client.call('channel.testPicture', { grantId }, first.camera.channels[0]?.id);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');

  expect((await client.call('camera.remove', undefined, id)).status).toBe(200);
  const { cameras } = (await client.call('camera.list')).body;
  expect(cameras.some((one) => one.id === id)).toBe(false);
});

test('by URL: credentials in it are taken out, and one URL is one camera', async () => {
  const client = await Client.signIn(shared.url);
  const camera = cameraAt(2);
  const plain = camera.rtspUrl('main');
  const url = plain.replace('rtsp://', `rtsp://${camera.username}:${SECRET}@`);
  const body = { name: '按地址', source: { kind: 'rtsp', url, username: '', password: '' } };
  const first = await client.call('camera.register', body);
  expect(first.body).toMatchObject({
    created: true,
    camera: { kind: 'rtsp', hasPassword: true, port: camera.rtspPort },
  });
  expect(first.text).not.toContain(SECRET);
  const source = { kind: 'rtsp', url: plain, username: camera.username, password: SECRET };
  expect((await client.call('camera.register', { ...body, source })).body).toMatchObject({
    created: false,
    camera: { id: first.body.camera.id },
  });
  const moved = await client.call('camera.update', { port: 9554 }, first.body.camera.id);
  expect(moved.error?.code).toBe('camera.kind');
});

test('each failure has its cause', async () => {
  const client = await Client.signIn(shared.url);
  const camera = cameraAt(3);
  const causeOf = async (source: object) => (await client.call('camera.probe', source)).error?.code;
  expect(await causeOf(sourceOf(camera, 'wrong'))).toBe('camera.credentials');
  expect(await causeOf({ ...sourceOf(camera), port: 1 })).toBe('camera.tcp');
  expect(await causeOf({ ...sourceOf(camera), address: '8.8.8.8' })).toBe('camera.range');
  expect(await causeOf({ ...sourceOf(camera), address: 'no-such-host.invalid' })).toBe('camera.address');
  expect(await causeOf({ kind: 'rtsp', url: 'rtsp://8.8.8.8/x', username: '', password: '' })).toBe('camera.range');
  expect(await causeOf({ kind: 'rtsp', url: 'rtsp://', username: '', password: '' })).toBe('request.invalid');
  await camera.setFault({ onvif: 'html' });
  expect(await causeOf(sourceOf(camera))).toBe('camera.onvif');
  await camera.setFault({ onvif: 'other-host' });
  expect(await causeOf(sourceOf(camera))).toBe('camera.other-host');
  await camera.setFault({ codec: 'mjpeg' });
  expect(await causeOf(sourceOf(camera))).toBe('camera.codec');
  await camera.setFault({ rtsp: 'not-found' });
  expect(await causeOf(sourceOf(camera))).toBe('camera.rtsp');
  await camera.setFault({});
});

test('one probe at a time per address, and it ends when the page goes away', async () => {
  const client = await Client.signIn(shared.url);
  const server = createServer();
  server.listen(0, '127.9.9.9');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const connected = once(server, 'connection');
  const leave = new AbortController();
  const source = { kind: 'onvif', address: '127.9.9.9', port, username: '', password: '' };
  const leaving = fetch(`${shared.url}/api/v1/cameras/probe`, {
    method: 'POST',
    headers: { cookie: client.cookie, 'x-csrf-token': client.csrfToken, 'content-type': 'application/json' },
    body: JSON.stringify(source),
    signal: leave.signal,
  });
  const [socket] = (await connected) as [Socket];
  expect((await client.call('camera.probe', source)).error?.code).toBe('camera.busy');
  const closed = once(socket, 'close');
  socket.resume();
  leave.abort();
  await expect(leaving).rejects.toThrow();
  await closed;
  server.close();
});

test('a password is in no file, log, record or reply', async () => {
  const folder = temporaryFolder();
  const started = await startHub({ HUB_DATA: folder });
  const { hub, url } = started;
  const client = await Client.signIn(url);
  const camera = cameraAt(4);
  const registered = await client.call('camera.register', { name: '', source: sourceOf(camera) });
  expect(registered.status).toBe(200);
  const withUrl = camera.rtspUrl('sub').replace('rtsp://', `rtsp://${camera.username}:${SECRET}@`);
  const byUrl = await client.call('camera.probe', { kind: 'rtsp', url: withUrl, username: '', password: '' });
  expect(byUrl.status).toBe(200);
  // Its path is no name: with some devices the password is in it.
  expect(byUrl.body.name).toBe(camera.address);
  await client.fetch(`/setup?token=${SECRET}`);
  const replies = [
    registered.text,
    byUrl.text,
    (await client.call('camera.list')).text,
    (await client.fetch('/metrics')).text,
  ];
  await hub.close();

  const store = await openStore(folder);
  replies.push(JSON.stringify(await store.auditEvents.list(100)));
  const [stored] = await store.cameras.list(null);
  expect(stored?.credentials?.password).toBe(SECRET);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  for (const text of [...replies, ...files, started.log()]) expect(text.includes(SECRET)).toBe(false);
  expect(started.log()).not.toContain(client.cookie.split('=')[1]);
});
