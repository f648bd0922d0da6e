import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { Recurrence } from '../../../server/contract/meeting.ts';
import { beginningsOf } from '../../../server/features/meeting/recurrence.ts';

/** By the clock of China. */
const at = (text: string): number => Date.parse(`${text}+08:00`);
const china = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const days = (first: string, every: Recurrence['every'], times: number): string[] =>
  beginningsOf(at(first), { every, times }).map((one) => china.format(one).slice(0, 10));

test('every working day leaves out the days between Friday and Monday, in China', () => {
  // A Friday in China, at an hour when it is Thursday in Greenwich.
  expect(days('2026-11-27T07:30', 'weekday', 4)).toEqual(['2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02']);
});

test('a first one at the end of a week stays where it was put', () => {
  expect(days('2026-11-28T09:00', 'weekday', 2)).toEqual(['2026-11-28', '2026-11-30']);
});

test('months without the day take their last one, and the day comes back', () => {
  expect(days('2026-12-31T00:30', 'month', 4)).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31']);
  expect(days('2027-01-29T23:30', 'month', 3)).toEqual(['2027-01-29', '2027-02-28', '2027-03-29']);
});

test('any series: as many as asked for, the first as given, one after the other, at the same time of day', () => {
  const every = constantFrom(...(Recurrence.properties.every.enum as Recurrence['every'][]));
  const first = integer({ min: at('2020-01-01T00:00'), max: at('2100-01-01T00:00') });
  assert(
    property(first, every, integer({ min: 2, max: 53 }), (begin, step, times) => {
      const beginnings = beginningsOf(begin, { every: step, times });
      expect(beginnings).toHaveLength(times);
      expect(beginnings[0]).toBe(begin);
      expect(beginnings.toSorted((a, b) => a - b)).toEqual(beginnings);
      expect(new Set(beginnings).size).toBe(times);
      expect(new Set(beginnings.map((one) => china.format(one).slice(11))).size).toBe(1);
    }),
  );
});
