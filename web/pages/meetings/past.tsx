import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';
import { useMeetings } from '../../hooks/use-meetings.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { groupByDay, midnight } from './days.ts';
import { MeetingDays } from './meeting-days.tsx';
import { phaseOf } from './phase.ts';

const EVERY_MS = 60_000;
/** Looked back at once. */
const DAYS = 31;

/** What was, by day, the last first. */
export function Past({ edit }: { edit: (meeting: Meeting) => void }) {
  const { t } = useTranslation();
  const now = useHubNow(EVERY_MS);
  const [days, setDays] = useState(DAYS);
  const meetings = useMeetings(midnight(now, -days), midnight(now, 1));
  if (!meetings.data) return meetings.error ? <Problem error={meetings.error} /> : <Loading />;
  const past = meetings.data.filter((meeting) => {
    const phase = phaseOf(meeting, now);
    return phase === 'ended' || phase === 'cancelled';
  });
  return (
    <>
      {meetings.error && <Problem error={meetings.error} />}
      {past.length === 0 && <p className="quiet">{t('meetings.nonePast', { days })}</p>}
      <MeetingDays days={groupByDay(past, 'later')} now={now} edit={edit} />
      <Button loading={meetings.isFetching} onClick={() => setDays(days + DAYS)}>
        {t('meetings.earlier')}
      </Button>
    </>
  );
}
