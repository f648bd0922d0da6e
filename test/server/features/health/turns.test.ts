import { expect, test } from 'vitest';
import { PACE } from '../../../../server/features/health/pace.ts';
import type { Watched } from '../../../../server/features/health/roll.ts';
import { newStanding, type Proof, step } from '../../../../server/features/health/standing.ts';
import { Turns } from '../../../../server/features/health/turns.ts';

const START = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;

function watched(number: number): Watched {
  const device = { kind: 'onvif', address: '', port: 1, credentials: null } as const;
  const flags = { checking: false, looking: false, swept: false, maybeFrozen: false };
  return {
    camera: { id: `c${number}`, name: '', unitId: '', accepted: true, ...device, path: [], carrier: '', streams: [] },
    standing: newStanding(START),
    ...{ checkAt: 0, pictureAt: 0, failures: 0, accountedAt: null },
    ...flags,
    thumbnails: new Map(),
  };
}

/** Random numbers that are the same each time. */
function dice(): () => number {
  let seed = 1;
  return () => (seed = (seed * 48_271) % 0x7fffffff) / 0x7fffffff;
}

/** A county that answers at once, for so long, ms; every look is told. */
function run(count: number, forMs: number, onLook: (one: Watched, kind: Proof['kind'], at: number) => void): void {
  const all = Array.from({ length: count }, (_, index) => watched(index));
  const turns = new Turns(PACE, dice());
  turns.spread(all, START);
  for (let now = START; now < START + forMs; now += PACE.tickMs) {
    const { checks, looks } = turns.due(all, now);
    const hear = (one: Watched, proof: Proof): void => {
      const before = one.standing;
      one.standing = step(before, proof);
      turns.plan(one, before, proof);
      onLook(one, proof.kind, now);
    };
    for (const one of checks) {
      turns.beginCheck(one);
      turns.endCheck(one, now);
      hear(one, { kind: 'answer', at: now, cause: null });
    }
    for (const one of looks) {
      turns.beginLook(one);
      turns.endSession();
      hear(one, { kind: 'picture', at: now, cause: null, sure: false });
      turns.endLook(one, now);
    }
  }
}

test('2,000 cameras: each is asked every minute and looked at every quarter of an hour, and never many at once', () => {
  const last = { answer: new Map<string, number>(), picture: new Map<string, number>() };
  const perSecond = { answer: new Map<number, number>(), picture: new Map<number, number>() };
  const longest = { answer: 0, picture: 0 };
  run(2000, 45 * MINUTE, ({ camera: { id } }, kind, now) => {
    longest[kind] = Math.max(longest[kind], now - (last[kind].get(id) ?? START));
    last[kind].set(id, now);
    const second = Math.floor(now / 1000);
    perSecond[kind].set(second, (perSecond[kind].get(second) ?? 0) + 1);
  });
  expect([last.answer.size, last.picture.size]).toEqual([2000, 2000]);
  expect(longest.answer).toBeLessThanOrEqual(MINUTE);
  expect(longest.picture).toBeLessThanOrEqual(15 * MINUTE);
  // An even share of a second is 35.
  expect(Math.max(...perSecond.answer.values())).toBeLessThan(100);
  expect(Math.max(...perSecond.picture.values())).toBeLessThanOrEqual(2 * PACE.looksPerSecond);
});

test('no more sessions begin than may be open', () => {
  const all = Array.from({ length: 50 }, (_, index) => watched(index));
  const turns = new Turns({ ...PACE, looksPerSecond: 100 });
  const { looks } = turns.due(all, START);
  expect(looks).toHaveLength(PACE.looks);
  for (const one of looks) turns.beginLook(one);
  expect(turns.due(all, START + 1000).looks).toEqual([]);
  turns.endSession();
  expect(turns.due(all, START + 2000).looks).toHaveLength(1);
});

test('a camera that shows nothing is left alone for longer and longer, one that refuses the login for longest', () => {
  const pauses = (cause: 'no-packets' | 'credentials'): number[] => {
    const one = watched(0);
    const turns = new Turns({ ...PACE, jitter: 0 });
    let at = START;
    return Array.from({ length: 7 }, () => {
      const before = one.standing;
      const proof = { kind: 'picture', at, cause, sure: cause === 'credentials' } as const;
      one.standing = step(before, proof);
      turns.plan(one, before, proof);
      const pause = one.pictureAt - at;
      at = one.pictureAt;
      return pause / MINUTE;
    });
  };
  expect(pauses('no-packets')).toEqual([20 / 60, 2, 4, 8, 14, 14, 14]);
  expect(pauses('credentials')).toEqual([14, 28, 56, 60, 60, 60, 60]);
});

test('what comes back proves its picture at once', () => {
  const one = watched(0);
  const turns = new Turns(PACE);
  const answers = [null, 'tcp', 'tcp', null, null] as const;
  for (const [index, cause] of answers.entries()) {
    const before = one.standing;
    const proof = { kind: 'answer', at: START + index * MINUTE, cause } as const;
    one.pictureAt = Infinity;
    one.standing = step(before, proof);
    turns.plan(one, before, proof);
    expect(one.pictureAt).toBe(index === 4 ? proof.at : Infinity);
  }
});
