import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading.tsx';
import './meeting-beside.css';

const RoomPane = lazy(() => import('../room/room-pane.tsx'));

const STORED = 'hub.meetingWide';

/** A meeting beside the wall, in one of two sizes; remembered in this browser. */
export default function MeetingBeside({ meetingId, close }: { meetingId: string; close: () => void }) {
  const { t } = useTranslation();
  const [wide, set] = useState(() => localStorage.getItem(STORED) === 'yes');
  const setWide = (now: boolean): void => {
    localStorage.setItem(STORED, now ? 'yes' : 'no');
    set(now);
  };
  return (
    // Its own keys are for who has clicked into it, or come in by Tab.
    <section
      className="meeting-beside"
      data-own-keys
      data-meeting={meetingId}
      data-wide={wide || undefined}
      tabIndex={-1}
      aria-label={t('room.move.label')}
    >
      <Suspense fallback={<Loading />}>
        <RoomPane meetingId={meetingId} wide={wide} setWide={setWide} close={close} />
      </Suspense>
    </section>
  );
}
