import { readDay } from '../../../i18n/format.ts';

/** When something is due by the end of a day, as a date field writes it; null: no day. */
export function dueBy(day: string): number | null {
  const start = readDay(day);
  return start === null ? null : new Date(start).setHours(23, 59, 0, 0);
}
