import type { Recurrence } from '../../contract/meeting.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China has one time, without summer time. */
const CHINA = 8 * HOUR;

/**
 * When the meetings of a series begin, ms since 1970, in order; the first one as it was given. Months without the day take
 * their last one.
 */
export function beginningsOf(first: number, { every, times }: Recurrence): number[] {
  switch (every) {
    case 'day':
      return evenly(first, times, DAY);
    case 'week':
      return evenly(first, times, 7 * DAY);
    case 'fortnight':
      return evenly(first, times, 14 * DAY);
    case 'weekday':
      return weekdays(first, times);
    case 'month':
      return Array.from({ length: times }, (_, index) => monthsLater(first, index));
  }
}

function evenly(first: number, times: number, step: number): number[] {
  return Array.from({ length: times }, (_, index) => first + index * step);
}

function weekdays(first: number, times: number): number[] {
  const beginnings = [first];
  for (let at = first + DAY; beginnings.length < times; at += DAY) {
    const day = new Date(at + CHINA).getUTCDay();
    if (day >= 1 && day <= 5) beginnings.push(at);
  }
  return beginnings;
}

function monthsLater(first: number, months: number): number {
  const here = new Date(first + CHINA);
  const year = here.getUTCFullYear();
  const month = here.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Date.UTC(year, month, Math.min(here.getUTCDate(), lastDay));
  return day + ((first + CHINA) % DAY) - CHINA;
}
