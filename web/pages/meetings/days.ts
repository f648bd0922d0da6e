import type { Meeting } from '../../../server/contract/meeting.ts';

/** A day of the page's time zone with what begins on it, in its order. */
export interface MeetingDay {
  /** Midnight, ms since 1970. */
  start: number;
  meetings: Meeting[];
}

/** Midnight at which the day of a moment begins. @param offset days later, by the calendar */
export function midnight(moment: number, offset = 0): number {
  const day = new Date(moment);
  // By the calendar, not by 24 hours: days of a change of the clock are shorter and longer.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + offset).getTime();
}

/** By the day on which each begins; `later` first where one looks back. */
export function groupByDay(meetings: readonly Meeting[], order: 'earlier' | 'later'): MeetingDay[] {
  const sign = order === 'earlier' ? 1 : -1;
  const days = new Map<number, Meeting[]>();
  for (const meeting of [...meetings].sort((a, b) => sign * (a.startsAt - b.startsAt) || (a.id < b.id ? -1 : 1))) {
    const start = midnight(meeting.startsAt);
    const day = days.get(start);
    if (day) day.push(meeting);
    else days.set(start, [meeting]);
  }
  return [...days].map(([start, list]) => ({ start, meetings: list }));
}
