import { expect, test } from 'vitest';
import { writeDay } from '../../web/i18n/format.ts';
import { dueBy } from '../../web/pages/room/panels/due-day.ts';

test('what is due by a day is due until its end, and is written as that day', () => {
  const due = dueBy('2026-12-01') ?? NaN;
  expect(new Date(due).getHours()).toBe(23);
  expect(writeDay(due)).toBe('2026-12-01');
});

test('no day is no due time; a year that is being typed is not thrown away', () => {
  for (const text of ['', '2026-12', 'soon', '2026-13-01']) expect(dueBy(text)).toBeNull();
  expect(writeDay(dueBy('0002-12-01') ?? NaN)).toBe('0002-12-01');
});
