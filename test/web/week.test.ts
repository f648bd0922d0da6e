import { expect, test } from 'vitest';
import type { Shift } from '../../server/contract/roster.ts';
import { endOf, layWeek, weekOf, weeksLater } from '../../web/pages/roster/week.ts';

const at = (day: number, hour = 0): number => new Date(2026, 10, day, hour).getTime();
const shift = (part: Partial<Shift>): Shift => ({
  id: 's',
  unitId: 'town',
  userId: 'wang',
  name: '王',
  phone: '',
  startsAt: at(23, 8),
  endsAt: at(23, 20),
  endedAt: null,
  handoverNote: '',
  ...part,
});
// Monday, 23 November 2026.
const days = weekOf(at(26, 15));

test('a week begins on Monday and has seven days without a gap', () => {
  expect(days.map(({ start }) => new Date(start).getDate())).toEqual([23, 24, 25, 26, 27, 28, 29]);
  expect(weekOf(at(23)).at(0)).toEqual(days[0]);
  expect(weekOf(at(29, 23)).at(0)).toEqual(days[0]);
  days.slice(1).forEach((day, index) => expect(day.start).toBe(days[index]?.end));
  expect(new Date(weeksLater(at(26), 1)).getDate()).toBe(3);
});

test('a shift stands on its day', () => {
  const [row] = layWeek([shift({})], days, 'unit');
  expect(row?.id).toBe('town');
  expect(row?.days.map((pieces) => pieces.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(row?.days[0]?.[0]).toMatchObject({ from: at(23, 8), to: at(23, 20), begun: false, goesOn: false });
});

test('a night shift stands on both of its days', () => {
  const [row] = layWeek([shift({ startsAt: at(24, 20), endsAt: at(25, 8) })], days, 'person');
  expect(row?.id).toBe('wang');
  expect(row?.days[1]?.[0]).toMatchObject({ from: at(24, 20), to: at(25), begun: false, goesOn: true });
  expect(row?.days[2]?.[0]).toMatchObject({ from: at(25), to: at(25, 8), begun: true, goesOn: false });
});

test('one that ends at midnight is not on the day after', () => {
  const [row] = layWeek([shift({ startsAt: at(23, 12), endsAt: at(24) })], days, 'unit');
  expect(row?.days.map((pieces) => pieces.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(row?.days[0]?.[0]?.goesOn).toBe(false);
});

test('one that was handed over ends there', () => {
  expect(endOf(shift({ endedAt: at(23, 10) }))).toBe(at(23, 10));
  expect(layWeek([shift({ endedAt: at(23, 10) })], days, 'unit')[0]?.days[0]?.[0]?.to).toBe(at(23, 10));
});

test('units without a shift are there where they are asked for, in the order given; others are not', () => {
  const rows = layWeek([shift({ unitId: 'village' }), shift({})], days, 'unit', ['county', 'town']);
  expect(rows.map(({ id }) => id)).toEqual(['county', 'town', 'village']);
  expect(layWeek([shift({ startsAt: at(10), endsAt: at(11) })], days, 'unit')).toEqual([]);
});

test('shifts of a day stand in the order in which they begin', () => {
  const late = shift({ id: 'late', startsAt: at(23, 20), endsAt: at(23, 22) });
  expect(layWeek([late, shift({ id: 'early' })], days, 'unit')[0]?.days[0]?.map((piece) => piece.shift.id)).toEqual([
    'early',
    'late',
  ]);
});
