import { expect, test } from 'vitest';
import { type Capacity, Restraint } from '../../../media/meeting/restraint.ts';

const wide: Capacity = { available: 2_000_000, loss: 0, roundTripMs: 30 };
const narrow: Capacity = { available: 300_000, loss: 0.2, roundTripMs: 30 };
const screen = { id: 'screen', bitrate: 1_200_000 };
const gate = { id: 'gate', bitrate: 400_000 };

test('what a narrow link has no room for is held back, the largest first', () => {
  const restraint = new Restraint();
  expect(restraint.decide(wide, [gate, screen], 0)).toBeNull();
  expect(restraint.decide(narrow, [gate, screen], 5000)).toEqual({ act: 'hold', id: 'screen' });
  expect(restraint.decide(narrow, [gate], 10_000)).toEqual({ act: 'hold', id: 'gate' });
  expect(restraint.decide(narrow, [], 15_000)).toBeNull();
  expect(restraint.held).toEqual(['screen', 'gate']);
});

test('an estimate alone, or loss alone, holds nothing back', () => {
  const restraint = new Restraint();
  expect(restraint.decide({ ...narrow, loss: 0 }, [screen], 0)).toBeNull();
  expect(restraint.decide({ ...wide, loss: 0.2 }, [screen], 0)).toBeNull();
  expect(restraint.decide({ ...narrow, available: undefined }, [screen], 0)).toBeNull();
  expect(restraint.decide({ ...narrow, loss: 0, roundTripMs: 900 }, [screen], 0)).not.toBeNull();
});

test('it is tried again after a while, and in vain ever less often', () => {
  const restraint = new Restraint();
  const tries: number[] = [];
  restraint.decide(narrow, [screen], 0);
  for (let now = 1000; now < 400_000; now += 1000) {
    const flowing = restraint.held.length === 0 ? [screen] : [];
    if (restraint.decide(narrow, flowing, now)?.act === 'release') tries.push(now / 1000);
  }
  expect(tries).toEqual([15, 46, 107, 228, 349]);
});

test('what is gone is not tried again', () => {
  const restraint = new Restraint();
  restraint.decide(narrow, [screen], 0);
  restraint.forget('screen');
  restraint.forget('screen');
  expect(restraint.decide(wide, [], 60_000)).toBeNull();
});
