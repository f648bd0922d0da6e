import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Loading } from '../../../components/loading.tsx';
import { Problem } from '../../../components/problem.tsx';
import { useMeeting } from '../../../hooks/use-meetings.ts';
import { useHubNow } from '../../../hooks/use-now.ts';
import { useSession } from '../../../hooks/use-session.ts';
import { phaseOf } from '../phase.ts';
import { Closed } from './closed.tsx';
import { Door } from './door.tsx';
import { MeetingFacts } from './meeting-facts.tsx';
import './before.css';

const EVERY_MS = 5_000;

/** `/meetings/:id`: what a meeting is, and the way in: with a look at one's own devices first. */
export default function Before() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const now = useHubNow(EVERY_MS);
  const meeting = useMeeting(id);
  const guestOf = useSession().data?.user?.guestOf ?? null;
  if (!meeting.data) {
    return <main className="page before">{meeting.error ? <Problem error={meeting.error} /> : <Loading />}</main>;
  }
  const phase = phaseOf(meeting.data, now);
  return (
    <main className="page before">
      {guestOf === null && <Link to="/meetings">{t('meetings.before.all')}</Link>}
      <h1>{meeting.data.title}</h1>
      <div className="before-parts">
        <div>
          <MeetingFacts meeting={meeting.data} />
          {meeting.error && <Problem error={meeting.error} />}
        </div>
        {phase === 'open' ? <Door meeting={meeting.data} /> : <Closed meeting={meeting.data} phase={phase} now={now} />}
      </div>
    </main>
  );
}
