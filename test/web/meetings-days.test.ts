import { expect, test } from 'vitest';
import { groupByDay, midnight } from '../../web/pages/meetings/days.ts';
import { meetingsOn, monthsLater, readMonth, weeksOfMonth, writeMonth } from '../../web/pages/meetings/month.ts';
import { meeting } from './meetings.ts';

const at = (month: number, day: number, hour = 0, minute = 0): number =>
  new Date(2026, month - 1, day, hour, minute).getTime();

test('meetings are grouped by the day on which they begin, in order', () => {
  const list = [
    meeting({ id: 'late', startsAt: at(3, 2, 23, 30), endsAt: at(3, 3, 1) }),
    meeting({ id: 'early', startsAt: at(3, 2, 8), endsAt: at(3, 2, 9) }),
    meeting({ id: 'next', startsAt: at(3, 3), endsAt: at(3, 3, 1) }),
  ];
  const ids = (order: 'earlier' | 'later') =>
    groupByDay(list, order).map(({ start, meetings }) => [start, meetings.map(({ id }) => id)]);
  expect(ids('earlier')).toEqual([
    [at(3, 2), ['early', 'late']],
    [at(3, 3), ['next']],
  ]);
  expect(ids('later')).toEqual([
    [at(3, 3), ['next']],
    [at(3, 2), ['late', 'early']],
  ]);
  expect(groupByDay([], 'earlier')).toEqual([]);
});

test('midnights go by the calendar, over the end of a month and of a year', () => {
  expect(midnight(at(1, 31, 12), 1)).toBe(at(2, 1));
  expect(midnight(at(1, 1, 12), -1)).toBe(new Date(2025, 11, 31).getTime());
});

test('a month is drawn in whole weeks from Monday on, as many as it needs', () => {
  for (let month = 0; month < 48; month++) {
    const first = new Date(2024, month, 1);
    const weeks = weeksOfMonth(first.getTime());
    const days = weeks.flat();
    expect(days.length).toBe(weeks.length * 7);
    expect(new Date(days[0]?.start ?? NaN).getDay()).toBe(1);
    expect(days.filter(({ inMonth }) => inMonth).map(({ start }) => new Date(start).getDate())).toEqual(
      Array.from({ length: new Date(2024, month + 1, 0).getDate() }, (_, index) => index + 1),
    );
    days.slice(1).forEach(({ start }, index) => expect(start).toBe(days[index]?.end));
    // No week that has nothing of the month.
    expect(weeks.every((week) => week.some(({ inMonth }) => inMonth))).toBe(true);
  }
  // February 2027 begins on a Monday, and has 28 days.
  expect(weeksOfMonth(new Date(2027, 1, 14).getTime())).toHaveLength(4);
});

test('a month in an address is read as it was written; anything else is none', () => {
  expect(readMonth(writeMonth(at(12, 31, 23, 59)))).toBe(at(12, 1));
  for (const text of [null, '', '2026', '2026-13', '2026-00', '2026-1', '2026-01-01', 'x'])
    expect(readMonth(text)).toBeNull();
  expect(monthsLater(at(1, 31), 1)).toBe(at(2, 1));
  expect(monthsLater(at(1, 31), -1)).toBe(new Date(2025, 11, 1).getTime());
});

test('a meeting over midnight is on both days, and one that ends at midnight is not on the next', () => {
  const over = meeting({ id: 'over', startsAt: at(3, 2, 23), endsAt: at(3, 3, 1) });
  const until = meeting({ id: 'until', startsAt: at(3, 2, 22), endsAt: at(3, 3) });
  const on = (day: number) => meetingsOn([over, until], { start: at(3, day), end: at(3, day + 1) }).map(({ id }) => id);
  expect(on(1)).toEqual([]);
  expect(on(2)).toEqual(['until', 'over']);
  expect(on(3)).toEqual(['over']);
});
