import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatDay } from '../../i18n/format.ts';
import { midnight, type MeetingDay } from './days.ts';
import { MeetingRow } from './meeting-row.tsx';

export interface MeetingDaysProps {
  days: readonly MeetingDay[];
  now: number;
  edit: (meeting: Meeting) => void;
}

/** Days with their meetings. */
export function MeetingDays({ days, now, edit }: MeetingDaysProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const today = midnight(now);
  return days.map(({ start, meetings }) => (
    <section key={start} className="meetings-day" aria-label={formatDay(start, language)}>
      <h2>
        {formatDay(start, language)}
        {start === today && <span className="tag">{t('meetings.today')}</span>}
      </h2>
      <ul>
        {meetings.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} now={now} edit={edit} />
        ))}
      </ul>
    </section>
  ));
}
