import { expect, test } from 'vitest';
import {
  formatBitrate,
  formatMoment,
  formatOffset,
  formatSize,
  formatStamp,
  formatTime,
  readDay,
  readMoment,
  writeDay,
  writeMoment,
} from '../../web/i18n/format.ts';

test("today's times go without a date, others with", () => {
  const noon = new Date(2026, 10, 23, 12, 5, 9).getTime();
  expect(formatTime(noon, 'zh', noon + 60_000)).toBe('12:05:09');
  expect(formatTime(noon, 'en', noon + 86_400_000)).toMatch(/23\/11.*12:05:09/);
  expect(formatTime(new Date(2026, 10, 23, 0, 0, 1).getTime(), 'zh', noon)).toBe('00:00:01');
});

test('figures take the unit that reads best', () => {
  expect([null, 0, 64_000, 1_250_000].map(formatBitrate)).toEqual(['–', '0 kbit/s', '64 kbit/s', '1.25 Mbit/s']);
  expect(formatSize(640, 360)).toBe('640×360');
  expect(formatSize(0, 0)).toBe('–');
  expect([250, -4_200, 1_800_000, -28_800_000].map(formatOffset)).toEqual(['+250 ms', '−4.2 s', '+30 min', '−8 h']);
});

test('a moment goes without what is the same as now', () => {
  const noon = new Date(2026, 10, 23, 12, 5, 9).getTime();
  expect(formatMoment(noon, 'zh', noon)).toBe('12:05');
  expect(formatMoment(noon, 'zh', noon + 86_400_000)).toBe('11/23 12:05');
  expect(formatMoment(noon, 'en', noon + 400 * 86_400_000)).toMatch(/23\/11\/2026.*12:05/);
  expect(formatMoment(new Date(2026, 10, 23).getTime(), 'zh', noon)).toBe('00:00');
});

test('what date fields write is read again', () => {
  const minute = new Date(2026, 2, 4, 5, 6).getTime();
  expect(writeMoment(minute)).toBe('2026-03-04T05:06');
  expect(readMoment(writeMoment(minute))).toBe(minute);
  expect(formatStamp(minute + 7_000)).toBe('2026-03-04 05:06:07');
  expect(writeDay(minute)).toBe('2026-03-04');
  expect(readDay('2026-03-04')).toBe(new Date(2026, 2, 4).getTime());
  expect([readMoment('tomorrow'), readMoment('2026-13-40T00:00'), readDay('2026-3-4'), readDay(null)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
