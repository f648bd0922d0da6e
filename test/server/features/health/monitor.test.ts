import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lookAtStream } from '../../../../media/index.ts';
import { type Fleet, type SimulatedCamera, startFleet } from '../../../fleet/index.ts';
import { HealthRig } from './rig.ts';

let fleet: Fleet;
beforeAll(async () => {
  const sub = { seconds: 4 };
  fleet = await startFleet({
    prepare: ['sub'],
    cameras: [
      ...(['stall', 'no-keyframe', 'no-video', 'black', 'blank', 'frozen'] as const).map((stream) => ({
        clip: 0,
        sub,
        faults: { stream },
      })),
      { clip: 0, sub, faults: { wrongPassword: true, lockAfter: 3 } },
      ...[0, 1, 2, 3].map(() => ({ clip: 0, sub, sessionLimit: 1 })),
    ],
  });
});
afterAll(() => fleet.close());

function camera(index: number): SimulatedCamera {
  const found = fleet.cameras[index];
  if (found === undefined) throw new Error(`no camera ${index}`);
  return found;
}

test(
  'a device that answers, and shows nothing that moves, is never counted as working',
  { timeout: 60_000 },
  async () => {
    const rig = await HealthRig.create();
    const causes = ['no-packets', 'no-keyframe', 'codec', 'black', 'blank', 'frozen'];
    const false_ = [];
    for (const index of causes.keys()) false_.push(await rig.register(camera(index)));
    const good = await rig.register(camera(7));
    const monitor = await rig.monitor();
    monitor.start();
    const found = await Promise.all(false_.map((one) => rig.heard(one, ({ state }) => state === 'faulty')));
    await rig.heard(good, ({ state }) => state === 'working');
    expect(found.map(({ cause }) => cause)).toEqual(causes);
    for (const { id } of false_) {
      const states = rig.told.filter(({ cameraId }) => cameraId === id).map(({ state }) => state);
      expect(states).not.toContain('working');
    }
    expect(monitor.counts()).toEqual({ working: 1, faulty: 6, offline: 0, unknown: 0 });
    for (const { counters } of fleet.cameras.slice(0, 8)) expect(counters.peakSessions).toBeLessThanOrEqual(1);
    expect(rig.errors).toEqual([]);
  },
);

test('a refused login is believed at once, and not tried again', async () => {
  const rig = await HealthRig.create();
  const stored = await rig.register(camera(6));
  const monitor = await rig.monitor({ pictureMs: 60_000 });
  monitor.start();
  expect(await rig.heard(stored, ({ state }) => state === 'faulty')).toMatchObject({ cause: 'credentials' });
  expect(camera(6).counters).toMatchObject({ wrongLogins: 1, locks: 0 });
});

test('power off and on: offline, then unknown until the picture is proven, then working; all of it is kept', async () => {
  const rig = await HealthRig.create();
  const device = camera(8);
  const stored = await rig.register(device);
  const monitor = await rig.monitor();
  monitor.start();
  await rig.heard(stored, ({ state }) => state === 'working');
  await device.die();
  expect(await rig.heard(stored, ({ state }) => state === 'offline')).toMatchObject({ cause: 'tcp' });
  const before = rig.told.length;
  await device.revive();
  await vi.waitFor(() => expect(rig.told.slice(before).map(({ state }) => state)).toContain('working'), 20_000);
  await monitor.close();
  const [latest] = await rig.store.cameraHealth.list();
  expect(latest).toMatchObject({ cameraId: stored.id, state: 'working', flapping: false });
  const states = (await rig.store.cameraHealth.changes(stored.id, 10)).map(({ state }) => state);
  expect(states).toEqual(['working', 'unknown', 'offline', 'working']);
  const [day] = await rig.store.healthDays.list('2000-01-01', '2999-12-31', null);
  expect(day?.offline).toBeGreaterThan(0);
  expect(day?.causes.tcp).toBe(day?.offline);
});

test('while a relay runs its keyframe is taken, while it starts nothing is; the device sees no session of ours', async () => {
  const rig = await HealthRig.create();
  const device = camera(9);
  const { keyframe } = await lookAtStream({
    url: device.rtspUrl('sub'),
    credentials: { username: device.username, password: device.password },
  });
  const later = await lookAtStream({
    url: device.rtspUrl('main'),
    credentials: { username: device.username, password: device.password },
  });
  const started = device.counters.sessionsStarted;
  const stored = await rig.register(device);
  const key = `${stored.channels[0]?.id ?? ''}/main`;
  rig.relays.begin(key, 'starting');
  const monitor = await rig.monitor();
  expect((await monitor.lookNow(stored.id))?.state).toBe('unknown');
  rig.relays.begin(key, 'live', keyframe);
  await monitor.lookNow(stored.id);
  rig.relays.begin(key, 'live', later.keyframe);
  expect((await monitor.lookNow(stored.id))?.state).toBe('working');
  expect(device.counters.sessionsStarted).toBe(started);
});

test('a viewer who comes during a session ends it', async () => {
  const rig = await HealthRig.create();
  const device = camera(10);
  await device.setFault({ stream: 'stall' });
  const stored = await rig.register(device);
  const monitor = await rig.monitor();
  const looking = monitor.lookNow(stored.id);
  await vi.waitFor(() => expect(device.counters.sessions).toBe(1), 10_000);
  rig.relays.begin(`${stored.channels[0]?.id ?? ''}/main`, 'starting');
  expect((await looking)?.state).toBe('unknown');
  await vi.waitFor(() => expect(device.counters.sessions).toBe(0), 10_000);
  expect(device.counters.sessionsStarted).toBe(1);
});
