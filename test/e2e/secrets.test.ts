import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedCamera } from '../fleet/index.ts';
import { watchCommandLines } from '../rig/command-lines.ts';
import type { HubClient } from '../rig/hub-client.ts';
import { type RigPerson, TECHNICIAN } from '../rig/people.ts';
import { Viewer } from '../rig/viewer.ts';
import { setStage, sourceOf, type Stage } from './stage.ts';
import { awaitCause, awaitMoving, openWall } from './wall.ts';

/** All that trips up URLs, shells, SQL, XML and log formats. */
const CAMERA_PASSWORD = `p@ss:/w%20'"<秦岭>&7`;
const WRONG_PASSWORD = `wr@ng:/x%41'错误-9`;
const OWN_PASSWORD = `tech@n:/%30'技术员-42`;
const technician: RigPerson = { ...TECHNICIAN, password: OWN_PASSWORD };

/** How a secret may be dressed up on its way out. */
function disguises(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  const all = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  // In base64 of a longer text (`user:password`) it begins at any of three places; the ends depend on the neighbours.
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(Math.ceil((shift * 4) / 3), -4);
  });
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    ...new Set([secret, json, xml, encoded, encoded.replaceAll("'", '%27'), encoded.toLowerCase()]),
    ...[all, all.toUpperCase(), bytes.toString('hex'), ...shifted],
  ];
}

const words = [CAMERA_PASSWORD, WRONG_PASSWORD, OWN_PASSWORD].flatMap(disguises);

function expectNone(where: string, text: string): void {
  // Not the text itself: what fails here must not print the secret, either.
  expect({ where, found: words.filter((word) => text.includes(word)).length }).toEqual({ where, found: 0 });
}

let stage: Stage;
let camera: SimulatedCamera;
let viewer: Viewer;
const said: string[] = [];

beforeAll(async () => {
  stage = await setStage({
    cameras: [{ clip: 5, password: CAMERA_PASSWORD }],
    technician,
    environment: { HUB_LOG: 'trace', HUB_RELAY_IDLE_MS: '200' },
  });
  camera = stage.camera(0);
  viewer = await Viewer.open(stage.client);
  stage.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => said.push(payload.toString())));
});
afterAll(async () => {
  await viewer.close();
  await stage.close();
});

async function ask(...request: Parameters<HubClient['request']>): Promise<number> {
  const { status, body } = await stage.client.request(...request);
  said.push(Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body));
  return status;
}

test('register, probe, watch, fail: no command line has a password', async () => {
  const { page, hub } = stage;
  const source = sourceOf(camera);
  const url = camera.rtspUrl('sub').replace('//', `//${camera.username}:${encodeURIComponent(camera.password)}@`);
  const { programs, betrayals } = await watchCommandLines(words, async () => {
    expect(await ask('camera.probe', { body: source })).toBe(200);
    expect(await ask('camera.probe', { body: { ...source, password: WRONG_PASSWORD } })).toBe(422);
    expect(await ask('camera.probe', { body: { kind: 'rtsp', url, username: '', password: '' } })).toBe(200);
    const wrongUrl = { kind: 'rtsp', url, username: camera.username, password: WRONG_PASSWORD };
    expect(await ask('camera.probe', { body: wrongUrl })).toBe(422);
    const refused = await ask('session.signIn', { body: { username: technician.username, password: WRONG_PASSWORD } });
    expect(refused).toBe(401);
    // A body that the hub cannot read must not be quoted in its answer.
    expect(await ask('camera.probe', { body: { kind: 'rtsp', url: [url], password: CAMERA_PASSWORD } })).toBe(400);

    const registered = await stage.client.register('', source);
    said.push(JSON.stringify(registered));
    const channel = registered.channels[0]?.id ?? '';
    const { id: grantId } = await stage.client.grant();
    await openWall(page, hub.url, [channel]);
    await awaitMoving(page, 0, camera.clipNumber);
    expect(await ask('channel.testPicture', { id: channel, body: { grantId } })).toBe(200);
    await camera.setFault({ wrongPassword: true });
    await camera.die();
    await camera.revive();
    await awaitCause(page, 0, 'credentials');
    expect(await ask('channel.testPicture', { id: channel, body: { grantId } })).toBe(422);
  });
  expect([...programs]).toEqual(expect.arrayContaining(['ffmpeg', 'mediasoup-worker']));
  expect(betrayals).toEqual([]);
});

test('nor has any reply or notification', async () => {
  await ask('camera.list');
  await ask('session.read');
  expect(viewer.notifications.length).toBeGreaterThan(0);
  expect(said.length).toBeGreaterThan(10);
  expectNone('replies', [...said, JSON.stringify(viewer.notifications)].join('\n'));
  expectNone('page', await stage.page.content());
  for (const path of ['/metrics', '/healthz', '/readyz', '/api/v1/openapi.json']) {
    expectNone(path, await (await fetch(stage.hub.url + path)).text());
  }
});

test('nor have the output at the finest level, the audit trail and the database', async () => {
  await stage.hub.stop();
  expect(stage.hub.output()).toContain('"level":');
  expectNone('output', stage.hub.output());
  const files = readdirSync(stage.hub.dataFolder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  expect(files.map(({ name }) => name)).toContain('hub.sqlite');
  for (const { parentPath, name } of files) {
    const bytes = readFileSync(join(parentPath, name));
    expectNone(name, bytes.toString('utf8'));
    expectNone(name, bytes.toString('latin1'));
  }
});

test('a secret that did come out would have been found', () => {
  for (const secret of [CAMERA_PASSWORD, WRONG_PASSWORD, OWN_PASSWORD]) {
    const basic = Buffer.from(`technician:${secret}`).toString('base64');
    for (const text of [secret, encodeURIComponent(secret), JSON.stringify({ secret }), basic]) {
      expect(() => expectNone('the trial', `before ${text} after`)).toThrow();
    }
  }
});
