import type { Meeting } from '../../../server/contract/meeting.ts';
import { midnight } from './days.ts';

/** A day in the drawing of a month. */
export interface MonthDay {
  start: number;
  end: number;
  /** False: of the month before or after, in the same week. */
  inMonth: boolean;
}

/** The weeks, Monday first, that a month touches: as many as it needs. @param moment in the month */
export function weeksOfMonth(moment: number): MonthDay[][] {
  const { year, month } = partsOf(moment);
  const first = new Date(year, month, 1);
  const before = (first.getDay() + 6) % 7;
  const days = new Date(year, month + 1, 0).getDate();
  const weeks = Math.ceil((before + days) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => {
      const offset = week * 7 + day - before;
      const start = midnight(first.getTime(), offset);
      return { start, end: midnight(first.getTime(), offset + 1), inMonth: offset >= 0 && offset < days };
    }),
  );
}

/** The first of the month so many months later. */
export function monthsLater(moment: number, months: number): number {
  const { year, month } = partsOf(moment);
  return new Date(year, month + months, 1).getTime();
}

/** `YYYY-MM` of the page's time zone, as an address has it. */
export function writeMonth(moment: number): string {
  const { year, month } = partsOf(moment);
  return `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** Reads what {@link writeMonth} wrote; null for anything else. */
export function readMonth(text: string | null): number | null {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text ?? '');
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, 1).getTime() : null;
}

/** What goes on on a day: also what began before it. In the order of the beginnings. */
export function meetingsOn(meetings: readonly Meeting[], { start, end }: Pick<MonthDay, 'start' | 'end'>): Meeting[] {
  return meetings
    .filter(({ startsAt, endsAt }) => startsAt < end && Math.max(endsAt, startsAt + 1) > start)
    .sort((a, b) => a.startsAt - b.startsAt);
}

function partsOf(moment: number): { year: number; month: number } {
  const day = new Date(moment);
  return { year: day.getFullYear(), month: day.getMonth() };
}
