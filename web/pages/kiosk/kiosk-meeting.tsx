import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { Loading } from '../../components/loading.tsx';

const Room = lazy(() => import('../room/room.tsx'));

export interface KioskMeetingProps {
  meetingId: string;
  /** It is over, the screen could not come in, or somebody hung up. */
  over: () => void;
}

/** The room of a meeting on a site's screen, with camera and microphone on, and one large button to leave. */
export function KioskMeeting({ meetingId, over }: KioskMeetingProps) {
  const { t } = useTranslation();
  return (
    <div className="kiosk-meeting" data-meeting={meetingId}>
      <Suspense fallback={<Loading />}>
        {/* The page of the room goes by its address; this screen's own stays what it is. */}
        <Routes location={`/kiosk/meetings/${meetingId}/room?camera=1&microphone=1`}>
          <Route path="meetings/:id/room" element={<Room over={over} />} />
        </Routes>
      </Suspense>
      <button type="button" className="kiosk-hang-up" onClick={over}>
        {t('ring.hangUp')}
      </button>
    </div>
  );
}
