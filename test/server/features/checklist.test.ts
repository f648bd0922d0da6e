import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Check, CheckItem } from '../../../server/contract/check.ts';
import { type Faults, type Fleet, type SimulatedCamera, startFleet } from '../../fleet/index.ts';
import { Client, shareHub } from '../rig.ts';

const shared = shareHub();
let fleet: Fleet;
let client: Client;

beforeAll(async () => {
  const quick = { clip: 0, main: { seconds: 4 }, sub: { seconds: 4 } };
  fleet = await startFleet({ cameras: [{ ...quick, ptz: true }] });
  client = await Client.signIn(shared.url);
});
afterAll(() => fleet.close());

function camera(): SimulatedCamera {
  return fleet.cameras[0] ?? expect.fail();
}

function source(change: object = {}) {
  const { address, onvifPort: port, username, password } = camera();
  return { kind: 'onvif', address, port, username, password, ...change };
}

async function check(faults: Partial<Faults>, change: object = {}): Promise<Map<string, Check>> {
  await camera().setFault(faults);
  const reply = await client.call('camera.check', source(change));
  expect(reply.status, reply.text).toBe(200);
  return new Map(reply.body.checks.map((line) => [line.item, line]));
}

test('every line has a measured value, in order', async () => {
  const lines = await check({});
  expect([...lines.keys()]).toEqual(CheckItem.enum);
  expect([...lines.values()].filter(({ outcome }) => outcome === 'bad' || outcome === 'skipped')).toEqual([]);
  for (const item of ['address', 'tcp', 'clock', 'profiles', 'gop', 'fps', 'bitrate', 'first-packet', 'picture']) {
    expect([item, lines.get(item)?.value]).toEqual([item, expect.any(Number)]);
  }
  expect(lines.get('b-frames')).toMatchObject({ outcome: 'good', value: 'I P' });
});

test.each([
  ['tcp', 'tcp', 'check-port', {}, { port: 1 }],
  ['address', 'range', 'ask-contractor', {}, { address: '8.8.8.8' }],
  ['credentials', 'credentials', 'check-password', {}, { password: 'wrong' }],
  ['clock', 'onvif', 'check-port', { onvif: 'html' }, {}],
  ['first-packet', 'rtsp', 'other-profile', { rtsp: 'not-found' }, {}],
  ['picture', 'black', 'clean-lens', { stream: 'black' }, {}],
  ['picture', 'blank', 'clean-lens', { stream: 'blank' }, {}],
] satisfies [string, string, string, Partial<Faults>, object][])('%s: %s, and what to do: %s', async (...row) => {
  const [item, cause, hint, faults, change] = row;
  expect((await check(faults, change)).get(item)).toMatchObject({ outcome: 'bad', cause, hint });
});

test('what works and could be better is fair, with the repair that helps', async () => {
  expect((await check({ clockSkewMs: 60_000 })).get('clock')).toMatchObject({ outcome: 'fair', hint: 'set-clock' });
  const lines = await check({ codec: 'h265' });
  expect(lines.get('codec')).toMatchObject({ outcome: 'fair', value: 'H265', cause: null });
});

test('of a registered camera whose password was good, it is the lock; what can be turned is known', async () => {
  await camera().setFault({});
  const { body } = await client.call('camera.register', { name: '', source: source() });
  expect(body.camera.channels[0]?.movable).toBe(true);
  await camera().setFault({ wrongPassword: true });
  const { checks } = (await client.call('camera.checkAgain', undefined, body.camera.id)).body;
  const line = checks.find(({ item }) => item === 'credentials');
  expect(line).toMatchObject({ outcome: 'bad', cause: 'credentials', hint: 'unlock-account' });
});
