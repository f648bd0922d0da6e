import { expect, test } from 'vitest';
import { lastMonth, readMonth, thisMonth } from '../../web/pages/report/month.ts';

test('the last complete month', () => {
  expect(lastMonth(new Date(2026, 10, 23).getTime())).toBe('2026-10');
  expect(lastMonth(new Date(2026, 0, 31).getTime())).toBe('2025-12');
  expect(thisMonth(new Date(2026, 0, 31).getTime())).toBe('2026-01');
});

test('what is no month is none', () => {
  expect(readMonth('2026-02')).toBe('2026-02');
  expect(['2026-13', '2026-2', '1999-01', ''].map(readMonth)).toEqual([null, null, null, null]);
  expect(readMonth(null)).toBeNull();
});
