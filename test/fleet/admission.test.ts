import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type SimulatedCamera } from './index.ts';
import { ffprobe, openUrl } from './probe.ts';
import { soap } from './soap-client.ts';

let fleet: Fleet;
let camera: SimulatedCamera;

beforeAll(async () => {
  fleet = await startFleet({
    cameras: [{ clip: 5, sub: { seconds: 4 }, lockAfter: 3 }],
    prepare: ['sub'],
    discovery: false,
  });
  const [first] = fleet.cameras;
  if (!first) throw new Error('no camera');
  camera = first;
});
afterAll(() => fleet.close());
afterEach(() => camera.setFault({}));

const ask = async (password?: string): Promise<number> => (await soap(camera, '<tds:GetUsers/>', password)).status;

test('a device locks itself after wrong logins, and then refuses the right one too', async () => {
  const before = { ...camera.counters };
  expect([await ask('wrong'), await ask('wrong'), await ask()]).toEqual([401, 401, 200]);
  // The good one began the count anew.
  expect([await ask('wrong'), await ask('wrong')]).toEqual([401, 401]);
  expect(camera.admission.locked).toBe(false);
  await expect(ffprobe(openUrl(camera, 'sub', 'wrong'))).rejects.toThrow('401');
  expect(camera.admission.locked).toBe(true);
  expect(await ask()).toBe(401);
  await expect(ffprobe(openUrl(camera, 'sub'))).rejects.toThrow('401');
  expect(camera.counters.wrongLogins - before.wrongLogins).toBe(5);
  expect(camera.counters.locks - before.locks).toBe(1);
  await camera.setFault({});
  expect(await ask()).toBe(200);
});

test('asking for the challenge, or with one that is past, is no wrong login', async () => {
  await camera.setFault({ lockAfter: 1 });
  const { wrongLogins } = camera.counters;
  for (let i = 0; i < 3; i++) {
    camera.gatekeeper.forget();
    expect((await ffprobe(openUrl(camera, 'sub')))[0]).toContain('h264');
  }
  expect(camera.counters.wrongLogins).toBe(wrongLogins);
});

test('a device whose passwords are all wrong counts the right one as wrong', async () => {
  await camera.setFault({ wrongPassword: true, lockAfter: 2 });
  const { locks } = camera.counters;
  expect([await ask(), await ask()]).toEqual([401, 401]);
  expect(camera.counters.locks).toBe(locks + 1);
});
