import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { useMeetings } from '../../hooks/use-meetings.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { formatDay } from '../../i18n/format.ts';
import { midnight } from './days.ts';
import { MeetingRow } from './meeting-row.tsx';
import { MonthTable } from './month-table.tsx';
import { meetingsOn, monthsLater, readMonth, weeksOfMonth, writeMonth } from './month.ts';

const EVERY_MS = 60_000;

/** A month as a calendar; below it, the day that is chosen. */
export function MonthView({ edit }: { edit: (meeting: Meeting) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useHubNow(EVERY_MS);
  const [params, setParams] = useSearchParams();
  const month = readMonth(params.get('month')) ?? monthsLater(now, 0);
  const weeks = weeksOfMonth(month);
  const days = weeks.flat();
  const meetings = useMeetings(days[0]?.start ?? month, days.at(-1)?.end ?? month);
  const [chosen, setChosen] = useState(() => midnight(now));
  const day = days.find(({ start }) => start === chosen) ?? days.find(({ inMonth }) => inMonth);
  const onDay = day ? meetingsOn(meetings.data ?? [], day) : [];
  const turn = (months: number): void =>
    setParams({ view: 'month', month: writeMonth(monthsLater(month, months)) }, { replace: true });

  return (
    <>
      <div className="month-turn">
        <Button icon={<LeftOutlined />} aria-label={t('meetings.monthBefore')} onClick={() => turn(-1)} />
        <span role="status">{writeMonth(month)}</span>
        <Button icon={<RightOutlined />} aria-label={t('meetings.monthAfter')} onClick={() => turn(1)} />
        <Button
          onClick={() => {
            setChosen(midnight(now));
            setParams({ view: 'month' }, { replace: true });
          }}
        >
          {t('meetings.today')}
        </Button>
      </div>
      {meetings.error && <Problem error={meetings.error} />}
      <MonthTable
        weeks={weeks}
        meetings={meetings.data ?? []}
        today={midnight(now)}
        chosen={day?.start ?? chosen}
        choose={setChosen}
      />
      {day && (
        <section className="meetings-day" aria-labelledby="month-day">
          <h2 id="month-day">{formatDay(day.start, language)}</h2>
          {onDay.length === 0 && <p className="quiet">{t('meetings.noneOnDay')}</p>}
          <ul>
            {onDay.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} now={now} edit={edit} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
