import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PtzLimits } from '../../../server/contract/ptz.ts';
import { Hands, HOLD } from '../../../server/features/ptz/hands.ts';
import { after, allows, clamp, leaves } from '../../../server/features/ptz/limits.ts';
import { Movement } from '../../../server/features/ptz/movement.ts';
import { rankOf, type SignedIn } from '../../../server/permissions.ts';
import type { Role } from '../../../server/contract/people.ts';

const village = { userId: 'v', name: '村', rank: 4 };
const town = { userId: 't', name: '镇', rank: 2 };

test('a town takes a camera from a village, and a village waits for a town', () => {
  const hands = new Hands();
  expect(hands.take('c', village, 0)).toEqual({ begun: true, from: null });
  expect(hands.take('c', village, 10)).toEqual({ begun: false, from: null });
  expect(hands.take('c', town, 20)).toMatchObject({ begun: true, from: { name: '村' } });
  expect(() => hands.take('c', village, 30)).toThrow(expect.objectContaining({ code: 'ptz.held' }));
  expect(hands.holder('c', 30)).toEqual({ channelId: 'c', name: '镇', until: 20 + HOLD });
  expect(hands.take('c', village, 20 + HOLD)).toEqual({ begun: true, from: null });
});

test('equals wait for each other', () => {
  const hands = new Hands();
  hands.take('c', town, 0);
  expect(() => hands.take('c', { ...town, userId: 'other' }, 1)).toThrow(expect.objectContaining({ code: 'ptz.held' }));
  expect(hands.release('c', 'other')).toBe(false);
  expect(hands.release('c', town.userId)).toBe(true);
  expect(hands.take('c', { ...town, userId: 'other' }, 2)).toEqual({ begun: true, from: null });
});

test('county before town before village, officials before technicians', () => {
  const rank = (role: Role, unitId: string): number => {
    const user = { roles: [{ id: 'r', role, unitId, until: null }] } as unknown as SignedIn['user'];
    return rankOf({ user, address: '' }, 'ptz.control', { path: ['county', 'town', 'village'] });
  };
  const order = [
    rank('duty-officer', 'county'),
    rank('technician', 'county'),
    rank('town-official', 'town'),
    rank('technician', 'town'),
    rank('village-official', 'village'),
  ];
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(order.length);
});

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const position = fc.record({ pan: unit, tilt: unit, zoom: fc.double({ min: 0, max: 1, noNaN: true }) });
const bounds = fc
  .record({
    pan: fc.tuple(unit, unit),
    tilt: fc.tuple(unit, unit),
    zoomMax: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ pan, tilt, zoomMax }): NonNullable<PtzLimits> => ({
    panMin: Math.min(...pan),
    panMax: Math.max(...pan),
    tiltMin: Math.min(...tilt),
    tiltMax: Math.max(...tilt),
    zoomMax,
  }));

test('what is turned back stands inside, and what stands inside is left alone', () => {
  fc.assert(
    fc.property(bounds, position, (limits, at) => {
      const inside = clamp(limits, at);
      expect(allows(limits, inside)).toBe(true);
      expect(clamp(limits, inside)).toEqual(inside);
      expect(allows(null, at)).toBe(true);
      const end = after(at, { pan: 1, tilt: -1, zoom: 1 });
      expect(Math.abs(end.pan)).toBeLessThanOrEqual(1);
      expect(Math.abs(end.tilt)).toBeLessThanOrEqual(1);
    }),
  );
});

test('from the edge only the way back is open', () => {
  const limits = { panMin: -0.5, panMax: 0.5, tiltMin: -1, tiltMax: 1, zoomMax: 1 };
  const edge = { pan: 0.5, tilt: 0, zoom: 0 };
  expect(leaves(limits, edge, { pan: 0.1, tilt: 0, zoom: 0 })).toBe(true);
  expect(leaves(limits, edge, { pan: -0.1, tilt: 0, zoom: 0 })).toBe(false);
  expect(leaves(limits, edge, { pan: 0, tilt: 1, zoom: 0 })).toBe(false);
  expect(leaves(null, edge, { pan: 1, tilt: 0, zoom: 0 })).toBe(false);
});

/** A device that notes what it is told; a move is answered when the test lets it. */
function device(at: { pan: number; tilt: number; zoom: number } | null = null) {
  const log: string[] = [];
  const moved = Promise.withResolvers<undefined>();
  const note = (word: string) => () => {
    log.push(word);
    return Promise.resolve();
  };
  return {
    log,
    letMove: () => moved.resolve(undefined),
    device: {
      move: () => {
        log.push('move');
        return moved.promise;
      },
      stop: note('stop'),
      focus: note('focus'),
      focusStop: note('focus-stop'),
      go: note('go'),
      position: () => Promise.resolve(at),
    },
  };
}
const speed = { pan: 1, tilt: 0, zoom: 0 };

test('a stop goes out after the move that it ends, and once', async () => {
  const { log, letMove, device: camera } = device();
  let ends = 0;
  const movement = new Movement(camera, null, () => ends++);
  const going = movement.go({ kind: 'move', speed });
  const stopped = [movement.stop(), movement.stop()];
  letMove();
  await Promise.all([going, ...stopped]);
  await movement.go({ kind: 'move', speed });
  expect(log).toEqual(['move', 'stop']);
  expect(ends).toBe(1);
});

test('what is not renewed stops by itself', async () => {
  const { log, letMove, device: camera } = device();
  letMove();
  const ended = Promise.withResolvers<undefined>();
  await new Movement(camera, null, () => ended.resolve(undefined)).go({ kind: 'focus', speed: 1 });
  await ended.promise;
  expect(log).toEqual(['focus', 'focus-stop']);
});

test('beyond a limit it is stopped and turned back; where nobody knows where it stands, too', async () => {
  const limits = { panMin: -0.5, panMax: 0.5, tiltMin: -1, tiltMax: 1, zoomMax: 1 };
  for (const [at, words] of [
    [{ pan: 0.6, tilt: 0, zoom: 0 }, ['move', 'stop', 'go']],
    [null, ['move', 'stop']],
  ] as const) {
    const { log, letMove, device: camera } = device(at);
    letMove();
    const movement = new Movement(camera, limits, () => undefined);
    await movement.go({ kind: 'move', speed });
    await expect.poll(() => log).toEqual(words);
  }
});
