import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Alarm } from '../../../../server/contract/health.ts';
import { type Fleet, startFleet } from '../../../fleet/index.ts';
import { addTwoTowns } from '../../two-towns.ts';
import { HealthRig } from './rig.ts';

const PER_TOWN = 20;
let fleet: Fleet;
beforeAll(async () => {
  const cameras = Array.from({ length: 2 * PER_TOWN }, () => ({ clip: 0, sub: { seconds: 4 } }));
  fleet = await startFleet({ prepare: ['sub'], cameras });
});
afterAll(() => fleet.close());

test(
  'a town that is cut off is one alarm; it ends when the town is back, and no camera had more than one session',
  {
    timeout: 120_000,
  },
  async () => {
    const rig = await HealthRig.create();
    const towns = await addTwoTowns(rig.store);
    for (const [index, camera] of fleet.cameras.entries()) {
      await rig.register(camera, { unitId: index < PER_TOWN ? towns.village : towns.otherVillage });
    }
    const alarms: Alarm[] = [];
    rig.bus.subscribe('alarm.changed', ({ alarm }) => alarms.push(alarm));
    const monitor = await rig.monitor({ checkMs: 5000, answerMs: 500 });
    monitor.start();
    await vi.waitFor(() => expect(monitor.counts().working).toBe(2 * PER_TOWN), 60_000);

    const town = Array.from({ length: PER_TOWN }, (_, index) => index);
    await fleet.cutOff(town, 'silent');
    await vi.waitFor(() => expect(monitor.alarms).toHaveLength(1), 60_000);
    expect(monitor.alarms).toMatchObject([{ kind: 'uplink', unitId: towns.village, cameras: PER_TOWN }]);
    await fleet.restore(town);
    await vi.waitFor(() => expect(monitor.alarms).toEqual([]), 60_000);
    await vi.waitFor(() => expect(monitor.counts().working).toBe(2 * PER_TOWN), 60_000);
    await monitor.close();

    expect(new Set(alarms.map(({ id }) => id)).size).toBe(1);
    expect(await rig.store.alarms.open()).toEqual([]);
    expect(await rig.store.alarms.ended(0, 10)).toMatchObject([{ kind: 'uplink', unitId: towns.village }]);
    for (const { counters } of fleet.cameras) expect(counters).toMatchObject({ peakSessions: 1, wrongLogins: 0 });
    expect(rig.errors).toEqual([]);
  },
);
