import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRingAttention } from '../../components/ring-attention.ts';
import { useRingCalls } from '../../components/ring-calls.ts';
import { KioskMeeting } from './kiosk-meeting.tsx';
import { KioskReminder } from './kiosk-reminder.tsx';
import { KioskRing } from './kiosk-ring.tsx';

/** The wall, unless somebody calls or the screen is in a meeting; afterwards the wall again. */
export function KioskCalls({ wall }: { wall: ReactNode }) {
  const { t } = useTranslation();
  const { ringing, answer } = useRingCalls();
  const [meetingId, setMeetingId] = useState<string | null>(null);
  const over = useCallback(() => setMeetingId(null), []);
  // Who is in a meeting is not pulled out of it: a call then waits until it has rung out.
  const ring = meetingId === null ? ringing[0] : undefined;
  useRingAttention(ring ? t('ring.from', { name: ring.callerName }) : null);
  if (ring) {
    return (
      <KioskRing
        key={ring.meetingId}
        ring={ring}
        answer={async (accept) => {
          await answer({ meetingId: ring.meetingId, accept, reason: '' });
          if (accept) setMeetingId(ring.meetingId);
        }}
      />
    );
  }
  if (meetingId !== null) return <KioskMeeting key={meetingId} meetingId={meetingId} over={over} />;
  return (
    <>
      {wall}
      <KioskReminder join={setMeetingId} />
    </>
  );
}
