import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CameraSource, ProbeResult } from '../../server/contract/camera.ts';
import type { ErrorBody } from '../../server/contract/error.ts';
import { startFleet, type Faults, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { cameraOf, QUICK, sourceOf } from './stage.ts';

/** The kernel itself refuses a TCP connection to it: nothing leaves this machine. */
const NOBODY = '255.255.255.255';

let fleet: Fleet;
let hub: HubProcess;
let client: HubClient;
let camera: SimulatedCamera;

beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ clip: 5, ...QUICK }], discovery: false });
  camera = cameraOf(fleet, 0);
  hub = await startHub({ environment: { HUB_CAMERA_RANGES: `127.0.0.0/8,${NOBODY}/32` } });
  client = await HubClient.signIn(hub.url);
});
afterAll(async () => {
  await hub.close();
  await fleet.close();
});

const onvif = (change: object = {}): CameraSource => ({ ...sourceOf(camera), ...change });

function byUrl(url: string): CameraSource {
  return { kind: 'rtsp', url, username: camera.username, password: camera.password };
}

async function refusal(source: CameraSource): Promise<ErrorBody> {
  const { status, body } = await client.request('camera.probe', { body: source });
  expect(status).toBeGreaterThanOrEqual(400);
  return (body as { error: ErrorBody }).error;
}

const told = new Map<string, ErrorBody['message']>();

async function expectCause(cause: string, source: CameraSource): Promise<void> {
  const { code, message } = await refusal(source);
  expect(code).toBe(`camera.${cause}`);
  expect(message.zh).toMatch(/\p{Script=Han}/u);
  expect(message.en).not.toMatch(/\p{Script=Han}/u);
  expect(message.en.length).toBeGreaterThan(10);
  told.set(cause, message);
}

describe('the API names the cause of', () => {
  test('a wrong password', () => expectCause('credentials', onvif({ password: 'wrong' })));

  test('a wrong password in a URL', () =>
    expectCause('credentials', { ...byUrl(camera.rtspUrl('sub')), password: 'wrong' }));

  test('an address that the hub may not contact', () => expectCause('range', onvif({ address: '10.1.2.3' })));

  test('an address where nobody is', async () => {
    await expectCause('address', onvif({ address: NOBODY }));
    await expectCause('address', byUrl(`rtsp://${NOBODY}:${camera.rtspPort}/stream`));
  });

  test('a closed port', () => expectCause('tcp', onvif({ port: 8001 })));

  test('a closed RTSP port', () => expectCause('tcp', byUrl(`rtsp://${camera.address}:8001/stream`)));

  test('a stream that is not there', () =>
    expectCause('rtsp', byUrl(`rtsp://${camera.address}:${camera.rtspPort}/no/such/stream`)));

  test.each([
    ['onvif', { onvif: 'html' }],
    ['onvif', { onvif: 'broken-xml' }],
    ['onvif', { onvif: 'entities' }],
    ['too-large', { onvif: 'huge' }],
    ['timeout', { onvif: 'silent' }],
    ['timeout', { onvif: 'drip' }],
    ['other-host', { onvif: 'other-host' }],
    ['codec', { onvif: 'no-profiles' }],
    ['codec', { codec: 'mjpeg' }],
    ['codec', { stream: 'no-video' }],
    ['rtsp', { rtsp: 'garbage' }],
    ['rtsp', { rtsp: 'refused' }],
    ['timeout', { rtsp: 'silent' }],
  ] satisfies [string, Partial<Faults>][])('%s: %o', async (cause, faults) => {
    await camera.setFault(faults);
    await expectCause(cause, onvif());
  });

  test('each differently', () => {
    expect(new Set([...told.values()].map(({ zh }) => zh)).size).toBe(told.size);
    expect(new Set([...told.values()].map(({ en }) => en)).size).toBe(told.size);
  });
});

test('a registration is refused as the probe is', async () => {
  await camera.setFault({});
  const source = onvif({ password: 'wrong' });
  const { status, body } = await client.request('camera.register', { body: { name: '', source } });
  expect(status).toBe(422);
  expect((body as { error: ErrorBody }).error).toEqual(await refusal(source));
  expect((await client.request('camera.list')).body).toEqual({ cameras: [], states: [] });
});

test('after all that, the hub and the camera are well', async () => {
  await camera.setFault({});
  const { status, body } = await client.request('camera.probe', { body: onvif() });
  expect(status).toBe(200);
  expect((body as ProbeResult).testPicture).not.toBeNull();
  const socket = connect(camera.rtspPort, camera.address);
  await once(socket, 'connect');
  socket.destroy();
  await expect.poll(() => camera.counters.sessions).toBe(0);
});
