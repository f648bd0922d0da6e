import { expect, test } from 'vitest';
import type { DiscoveredDevice } from '../../server/contract/discovery.ts';
import { HubError } from '../../web/api/hub-error.ts';
import { deviceKey, nextSweep, noSweep, type Sweep, type SweepEvent } from '../../web/pages/cameras/sweep.ts';

const device = (address: string, name = ''): DiscoveredDevice => ({
  address,
  port: 80,
  hardwareId: '',
  name,
  manufacturer: '',
  model: '',
  status: 'new',
  cause: null,
});
const run = (events: SweepEvent[], from: Sweep = noSweep): Sweep => events.reduce(nextSweep, from);
const started: SweepEvent[] = [{ event: 'start' }, { event: 'started', discoveryId: 's1', total: 20 }];
const found = (discoveryId: string, what: DiscoveredDevice): SweepEvent => ({
  event: 'found',
  discoveryId,
  device: what,
});

test('devices stream in; the later word about one counts', () => {
  const sweep = run([...started, found('s1', device('10.0.0.1')), found('s1', device('10.0.0.1', '村口'))]);
  expect(sweep.phase).toBe('running');
  expect(sweep.devices.map(({ name }) => name)).toEqual(['村口']);
});

test('what belongs to another sweep is not shown', () => {
  const progress = { discoveryId: 's0', done: 5, total: 5, found: 1 };
  const sweep = run([...started, found('s0', device('10.0.0.1')), { event: 'ended', progress }]);
  expect(sweep).toEqual(run(started));
});

test('it ends, and keeps what it found', () => {
  const progress = { discoveryId: 's1', done: 20, total: 20, found: 1 };
  const sweep = run([...started, found('s1', device('10.0.0.1')), { event: 'ended', progress }]);
  expect(sweep).toMatchObject({ phase: 'ended', done: 20, total: 20 });
  expect(sweep.devices).toHaveLength(1);
});

test('a lost connection breaks only a sweep that is under way', () => {
  expect(run([...started, { event: 'lost' }]).phase).toBe('broken');
  const progress = { discoveryId: 's1', done: 20, total: 20, found: 0 };
  expect(run([...started, { event: 'ended', progress }, { event: 'lost' }]).phase).toBe('ended');
  expect(run([{ event: 'lost' }])).toEqual(noSweep);
});

test('a new start forgets the old, a refused one stays nothing', () => {
  expect(run([...started, found('s1', device('10.0.0.1')), { event: 'start' }]).devices).toEqual([]);
  expect(run([{ event: 'start' }, { event: 'refused' }]).phase).toBe('none');
});

test('each device has its own result', () => {
  const failed = HubError.local('local.timeout');
  const keys = [device('10.0.0.1'), device('10.0.0.2')].map(deviceKey);
  const sweep = run([
    ...started,
    { event: 'adding', key: keys[0] ?? '', adding: 'added' },
    { event: 'adding', key: keys[1] ?? '', adding: failed },
  ]);
  expect(keys.map((key) => sweep.adding.get(key))).toEqual(['added', failed]);
});
