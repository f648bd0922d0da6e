import { expect, test } from 'vitest';
import { noteHubTime, toHubTime } from '../../web/api/hub-clock.ts';
import { formatStamp } from '../../web/i18n/format.ts';

test('the hub’s clock is learnt from its answers; a difference of less than the header tells is none', () => {
  const now = Date.parse('2026-03-01T08:00:00.400Z');
  noteHubTime(null, now);
  noteHubTime('nonsense', now);
  noteHubTime('Sun, 01 Mar 2026 08:00:01 GMT', now);
  expect(toHubTime(now)).toBe(now);
  noteHubTime('Sun, 01 Mar 2026 09:00:00 GMT', now);
  expect(toHubTime(now) - now).toBe(3_600_000 - 400);
  noteHubTime('Sun, 01 Mar 2026 09:00:01 GMT', now + 900);
  expect(toHubTime(now) - now).toBe(3_600_000 - 400);
});

test('a stamp is the same in every language', () => {
  expect(formatStamp(new Date(2026, 2, 1, 8, 5, 9).getTime())).toBe('2026-03-01 08:05:09');
});
