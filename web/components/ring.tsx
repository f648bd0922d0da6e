import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RingCard } from './ring-card.tsx';
import { useRingAttention } from './ring-attention.ts';
import { useRingCalls } from './ring-calls.ts';
import { wayOfCall } from './room-address.ts';
import { RingMissed } from './ring-missed.tsx';
import { RingReminders } from './ring-reminders.tsx';
import './corner.css';
import './ring.css';

/** Tells, on whatever page, who calls, which calls were missed, and which meeting begins soon. */
export function RingNews() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ringing, missed, answer, forget } = useRingCalls();
  const [first] = ringing;
  useRingAttention(first ? t('ring.from', { name: first.callerName }) : null);
  return (
    <div className="corner rings">
      <div role="alert" className="rings-part">
        {ringing.map((ring) => (
          <RingCard
            key={ring.meetingId}
            ring={ring}
            answer={async (accept, reason) => {
              await answer({ meetingId: ring.meetingId, accept, reason });
              // Somebody waits already: not by way of the device check.
              if (!accept) return;
              const { to, state } = wayOfCall(ring.meetingId, location);
              await navigate(to, { state });
            }}
          />
        ))}
      </div>
      <div role="status" className="rings-part">
        {missed.map((one) => (
          <RingMissed key={one.meetingId} missed={one} close={() => forget(one.meetingId)} />
        ))}
        <RingReminders />
      </div>
    </div>
  );
}
