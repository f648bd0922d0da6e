import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readDay, writeDay } from '../../i18n/format.ts';
import { weekOf, weeksLater, type Day } from './week.ts';

/** What of the roster is shown. It lives in the address. */
export interface ShownWeek {
  days: Day[];
  /** Undefined: everywhere. */
  unitId: string | undefined;
  by: 'unit' | 'person';
}

/** The week in the address, and the ways to change it. @param now ms since 1970 */
export function useWeek(now: number) {
  const [params, setParams] = useSearchParams();
  const moment = readDay(params.get('week')) ?? now;
  // A day, so that the week is not made anew each time the clock moves.
  const day = writeDay(moment);
  const days = useMemo(() => weekOf(readDay(day) ?? 0), [day]);
  const set = (name: string, value: string | undefined): void => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };
  const shown: ShownWeek = {
    days,
    unitId: params.get('unit') ?? undefined,
    by: params.get('by') === 'person' ? 'person' : 'unit',
  };
  return {
    shown,
    turn: (weeks: number) => set('week', writeDay(weeksLater(moment, weeks))),
    today: () => set('week', undefined),
    setUnit: (unitId: string | undefined) => set('unit', unitId),
    setBy: (by: ShownWeek['by']) => set('by', by === 'unit' ? undefined : by),
  };
}
