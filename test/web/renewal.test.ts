import { expect, test } from 'vitest';
import { hoursAndMinutes } from '../../web/rights/remaining.ts';
import { ASK_MS, endingSoon, isRenewable, renewalMinutes } from '../../web/rights/renewal.ts';
import { grant } from './grants.ts';

const NOW = 1_000_000_000;
const nobody: ReadonlySet<string> = new Set();
const ending = grant({ id: 'ending', startsAt: NOW - 3_540_000, endsAt: NOW + ASK_MS });

test('it is asked a minute before the end, not sooner, and not when it is over', () => {
  expect(endingSoon([ending], NOW - 1, nobody)).toBeNull();
  expect(endingSoon([ending], NOW, nobody)?.id).toBe('ending');
  expect(endingSoon([ending], ending.endsAt, nobody)).toBeNull();
});

test('it is asked once', () => {
  expect(endingSoon([ending], NOW, new Set(['ending']))).toBeNull();
});

test('one that is renewed already is let end', () => {
  const longer = { ...ending, id: 'longer', endsAt: NOW + 3_600_000 };
  expect(endingSoon([ending, longer], NOW, nobody)).toBeNull();
  expect(endingSoon([ending, { ...longer, unitId: 'elsewhere' }], NOW, nobody)?.id).toBe('ending');
});

test('what was asked for can be asked for again, as long as it was', () => {
  expect(renewalMinutes(ending)).toBe(60);
  expect(renewalMinutes({ ...ending, startsAt: NOW - 90_000_000 })).toBe(480);
  expect(
    ['own', 'approval', 'duty', 'break-glass'].map((source) => isRenewable({ ...ending, source } as typeof ending)),
  ).toEqual([true, true, false, false]);
});

test('the time left is never said to be more than it is', () => {
  expect(hoursAndMinutes(3_599_999)).toEqual({ hours: 0, minutes: 59 });
  expect(hoursAndMinutes(7_260_000)).toEqual({ hours: 2, minutes: 1 });
  expect(hoursAndMinutes(-5)).toEqual({ hours: 0, minutes: 0 });
});
