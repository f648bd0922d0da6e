import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { useMeetings } from '../../hooks/use-meetings.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { groupByDay, midnight } from './days.ts';
import { MeetingDays } from './meeting-days.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { isRunning, phaseOf } from './phase.ts';

const EVERY_MS = 15_000;
/** So far ahead. */
const DAYS = 60;

/** What goes on now, and what comes, by day. */
export function Coming({ edit }: { edit: (meeting: Meeting) => void }) {
  const { t } = useTranslation();
  const now = useHubNow(EVERY_MS);
  const meetings = useMeetings(midnight(now), midnight(now, DAYS));
  if (!meetings.data) return meetings.error ? <Problem error={meetings.error} /> : <Loading />;
  const running = meetings.data.filter((meeting) => isRunning(meeting, now));
  const coming = meetings.data.filter((meeting) => {
    const phase = phaseOf(meeting, now);
    return (phase === 'early' || phase === 'open') && !running.includes(meeting);
  });
  return (
    <>
      {meetings.error && <Problem error={meetings.error} />}
      {running.length > 0 && (
        <section className="meetings-now" aria-labelledby="meetings-now">
          <h2 id="meetings-now">{t('meetings.now')}</h2>
          <ul>
            {running.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} now={now} edit={edit} />
            ))}
          </ul>
        </section>
      )}
      {coming.length === 0 && running.length === 0 && <p className="quiet">{t('meetings.noneComing')}</p>}
      <MeetingDays days={groupByDay(coming, 'earlier')} now={now} edit={edit} />
    </>
  );
}
