import type { Shift } from '../../../server/contract/roster.ts';

/** A day in the page's time zone, from midnight to midnight, ms since 1970. */
export interface Day {
  start: number;
  end: number;
}

/** The part of a shift that lies on one day. */
export interface Piece {
  shift: Shift;
  from: number;
  to: number;
  /** It began on a day before. */
  begun: boolean;
  /** It goes on on the day after. */
  goesOn: boolean;
}

/** A unit or a person, with its pieces on each day. */
export interface WeekRow {
  id: string;
  days: Piece[][];
}

/** The seven days, Monday first, of the week that a moment lies in. */
export function weekOf(moment: number): Day[] {
  const day = new Date(moment);
  const monday = day.getDate() - ((day.getDay() + 6) % 7);
  // By the calendar, not by 24 hours: days of a change of the clock are shorter and longer.
  const midnight = (offset: number): number => new Date(day.getFullYear(), day.getMonth(), monday + offset).getTime();
  return Array.from({ length: 7 }, (_, index) => ({ start: midnight(index), end: midnight(index + 1) }));
}

/** A moment in the week so many weeks later. */
export function weeksLater(moment: number, weeks: number): number {
  const day = new Date(moment);
  day.setDate(day.getDate() + 7 * weeks);
  return day.getTime();
}

/** When it is over: at its planned end, or before. */
export function endOf({ endsAt, endedAt }: Shift): number {
  return Math.min(endsAt, endedAt ?? endsAt);
}

/**
 * Shifts by unit or by person. Rows in the order given by `order`, then others as they come; a row without a shift is there
 * only if it is in `order`.
 */
export function layWeek(
  shifts: readonly Shift[],
  days: readonly Day[],
  by: 'unit' | 'person',
  order: readonly string[] = [],
): WeekRow[] {
  const rows = new Map(order.map((id) => [id, emptyRow(id, days)]));
  const sorted = [...shifts].sort((a, b) => a.startsAt - b.startsAt);
  for (const shift of sorted) {
    const id = by === 'unit' ? shift.unitId : shift.userId;
    const pieces = days.map((day) => pieceOn(shift, day));
    if (pieces.every((piece) => piece === null)) continue;
    const row = rows.get(id) ?? emptyRow(id, days);
    rows.set(id, row);
    pieces.forEach((piece, index) => {
      if (piece) row.days[index]?.push(piece);
    });
  }
  return [...rows.values()];
}

function emptyRow(id: string, days: readonly Day[]): WeekRow {
  return { id, days: days.map(() => []) };
}

function pieceOn(shift: Shift, { start, end }: Day): Piece | null {
  const over = endOf(shift);
  if (shift.startsAt >= end || over <= start) return null;
  return {
    shift,
    from: Math.max(shift.startsAt, start),
    to: Math.min(over, end),
    begun: shift.startsAt < start,
    goesOn: over > end,
  };
}
