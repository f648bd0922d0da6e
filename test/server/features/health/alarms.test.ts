import { describe, expect, test } from 'vitest';
import type { Alarm } from '../../../../server/contract/health.ts';
import { AlarmBook } from '../../../../server/features/health/alarm-book.ts';
import { type Alarming, EASED, GRACE } from '../../../../server/features/health/alarm-rules.ts';
import { AT_ONCE, findCuts } from '../../../../server/features/health/uplink.ts';

const NOW = Date.UTC(2026, 10, 23);

/** A county of towns `t0`, `t1` ... with villages `t0.v0` ... of five cameras each. */
function county(towns: number, villages: number): Alarming[] {
  return Array.from({ length: towns * villages * 5 }, (_, index) => {
    const town = Math.floor(index / (villages * 5));
    const village = `t${town}.v${Math.floor(index / 5) % villages}`;
    const path = ['county', `t${town}`, village];
    return { cameraId: `c${index}`, unitId: village, path, state: 'working', cause: null, since: 0 };
  });
}

function lose(cameras: Alarming[], isMeant: (camera: Alarming) => boolean, since: number): Alarming[] {
  return cameras.map((camera) => (isMeant(camera) ? { ...camera, state: 'offline', cause: 'timeout', since } : camera));
}

const below =
  (unitId: string) =>
  ({ path }: Alarming): boolean =>
    path.includes(unitId);
const told = (alarms: Alarm[]) =>
  alarms.map(({ kind, unitId, cameraId, cameras }) => ({ kind, of: cameraId ?? unitId, cameras }));
const cutsOf = (cameras: Alarming[], now = NOW): string[] =>
  findCuts(
    cameras.map((camera) => ({ ...camera, lostAt: camera.state === 'offline' ? camera.since : null })),
    now,
  ).map(({ unitId }) => unitId);

describe('the unit that is cut off', () => {
  const whole = county(3, 4);
  test.each([
    ['nothing', () => false, []],
    ['a village', below('t1.v2'), ['t1.v2']],
    ['a town', below('t1'), ['t1']],
    [
      'a town and a village of another',
      (camera: Alarming) => below('t1')(camera) || below('t0.v0')(camera),
      ['t1', 't0.v0'],
    ],
    ['two towns of three', (camera: Alarming) => !below('t2')(camera), ['t0', 't1']],
    ['the county', () => true, ['county']],
    ['some here and there', ({ cameraId }: Alarming) => Number(cameraId.slice(1)) % 6 === 0, []],
  ])('%s', (_, isMeant, expected) => expect(cutsOf(lose(whole, isMeant, NOW))).toEqual(expected));

  test('it is the lowest that holds all that are gone', () => {
    expect(cutsOf(lose(county(1, 1), () => true, NOW))).toEqual(['t0.v0']);
  });

  test('what was gone long before counts for neither side', () => {
    const before = lose(whole, ({ cameraId }) => Number(cameraId.slice(1)) % 2 === 0, NOW - AT_ONCE);
    expect(cutsOf(before)).toEqual([]);
    const rest = before.map((camera): Alarming =>
      below('t1')(camera) && camera.state === 'working' ? { ...camera, state: 'offline', since: NOW } : camera,
    );
    expect(cutsOf(rest)).toEqual(['t1']);
  });
});

describe('alarms', () => {
  const whole = county(2, 4);

  test('a town that goes within a minute is one alarm, which ends when it is back', () => {
    const book = new AlarmBook([]);
    const losing = (now: number): Alarming[] =>
      whole.map((camera, index) =>
        below('t0')(camera) && NOW + index * 1000 <= now
          ? { ...camera, state: 'offline', cause: 'address', since: NOW + index * 1000 }
          : camera,
      );
    const began = Array.from({ length: 60 }, (_, second) => NOW + second * 1000).flatMap((now) =>
      book.update(losing(now), now),
    );
    expect(told(began)).toEqual([{ kind: 'uplink', of: 't0', cameras: 20 }]);
    expect(began[0]?.cause).toBe('address');
    expect(book.update(whole, NOW + 2 * EASED)).toMatchObject([{ kind: 'uplink', endedAt: NOW + 2 * EASED }]);
    expect(book.open).toEqual([]);
  });

  test('what stays away when the line is back has an alarm of its own', () => {
    const book = new AlarmBook([]);
    book.update(lose(whole, below('t0'), NOW), NOW + GRACE);
    const left = lose(whole, ({ cameraId }) => cameraId === 'c3', NOW);
    expect(book.update(left, NOW + 2 * GRACE)).toEqual([]);
    expect(told(book.update(left, NOW + 2 * GRACE + EASED))).toEqual([
      { kind: 'uplink', of: 't0', cameras: 20 },
      { kind: 'camera', of: 'c3', cameras: 1 },
    ]);
    expect(told(book.open)).toEqual([{ kind: 'camera', of: 'c3', cameras: 1 }]);
  });

  test('a camera: not before its time of grace, once, and until it works again', () => {
    const book = new AlarmBook([]);
    const [first] = whole;
    const as = (change: Partial<Alarming>): Alarming[] =>
      whole.map((camera) => (camera === first ? { ...camera, ...change } : camera));
    const faulty = as({ state: 'faulty', cause: 'black', since: NOW });
    expect(book.update(faulty, NOW + GRACE - 1)).toEqual([]);
    expect(told(book.update(faulty, NOW + GRACE))).toEqual([{ kind: 'camera', of: 'c0', cameras: 1 }]);
    expect(book.update(faulty, NOW + 2 * GRACE)).toEqual([]);
    const worse = book.update(as({ state: 'offline', cause: 'tcp', since: NOW + 3 * GRACE }), NOW + 3 * GRACE);
    expect(worse).toMatchObject([{ cause: 'tcp', beganAt: NOW + GRACE, endedAt: null }]);
    expect(book.update(as({ state: 'unknown' }), NOW + 4 * GRACE)).toEqual([]);
    expect(book.update(whole, NOW + 5 * GRACE)).toMatchObject([{ beganAt: NOW + GRACE, endedAt: NOW + 5 * GRACE }]);
  });

  test('those that go on are known after a restart', () => {
    const book = new AlarmBook([]);
    const cut = lose(whole, below('t0'), NOW);
    const [alarm] = book.update(cut, NOW + GRACE);
    if (alarm === undefined) throw new Error('no alarm');
    const again = new AlarmBook([alarm]);
    expect(again.update(cut, NOW + 2 * GRACE)).toEqual([]);
    expect(again.update([], NOW + 3 * GRACE)).toMatchObject([{ id: alarm.id, endedAt: NOW + 3 * GRACE }]);
  });
});
