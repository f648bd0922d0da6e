import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatDay, formatHour, formatWeekday } from '../../i18n/format.ts';
import { meetingsOn, type MonthDay } from './month.ts';

/** As many are named in a day's field; of others, how many. */
const NAMED = 3;

export interface MonthTableProps {
  weeks: readonly (readonly MonthDay[])[];
  meetings: readonly Meeting[];
  /** Midnights. */
  today: number;
  chosen: number;
  choose: (start: number) => void;
}

/** A month: a row for each week, a button for each day. */
export function MonthTable({ weeks, meetings, today, chosen, choose }: MonthTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className="month">
      <thead>
        <tr>
          {(weeks[0] ?? []).map(({ start }) => (
            <th key={start} scope="col">
              {formatWeekday(start, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.start}>
            {week.map((day) => {
              const { start, inMonth } = day;
              const onDay = meetingsOn(meetings, day).filter(({ state }) => state !== 'cancelled');
              return (
                <td key={start} data-outside={inMonth ? undefined : ''} data-today={start === today ? '' : undefined}>
                  <button type="button" aria-pressed={start === chosen} onClick={() => choose(start)}>
                    <span className="unseen">
                      {t('meetings.dayWith', { day: formatDay(start, language), count: onDay.length })}
                    </span>
                    <span className="month-date" aria-hidden>
                      {new Date(start).getDate()}
                    </span>
                    {onDay.slice(0, NAMED).map(({ id, title, startsAt }) => (
                      <span key={id} className="month-meeting">
                        {startsAt >= start && formatHour(startsAt, language)} {title}
                      </span>
                    ))}
                    {onDay.length > NAMED && (
                      <span className="month-more" aria-hidden>
                        +{onDay.length - NAMED}
                      </span>
                    )}
                    {onDay.length > 0 && (
                      <span className="month-count" aria-hidden>
                        {onDay.length}
                      </span>
                    )}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
