import { expect, test } from 'vitest';
import { dayOf, endOfDay } from '../../web/pages/people/day.ts';

test('what ends on a day holds through it', () => {
  const end = endOfDay('2026-02-28');
  expect(end).toBe(new Date(2026, 2, 1).getTime() - 1);
  expect(dayOf(end)).toBe('2026-02-28');
});

test('no day is no end', () => {
  expect(endOfDay('')).toBeNull();
  expect(endOfDay(undefined)).toBeNull();
  expect(endOfDay('28.2.2026')).toBeNull();
  expect(dayOf(null)).toBe('');
});
