import { useCallback, useEffect, useState } from 'react';
import type { Ring, RingAnswer } from '../../server/contract/meeting.ts';
import { call } from '../api/client.ts';
import { toHubTime } from '../api/hub-clock.ts';
import { useHub, useNotification } from '../hooks/use-hub.ts';
import {
  forgetMissed,
  isOver,
  noRings,
  ringAnswered,
  ringIn,
  ringOver,
  ringsExpired,
  type Rings,
} from './ring-list.ts';

const LOOK_EVERY_MS = 1_000;

/** What rings on this page, and ways to answer it. */
export interface RingCalls extends Rings {
  /** Tells the hub. @throws HubError; then it is not shown any more only if the call is over */
  answer: (answer: RingAnswer) => Promise<void>;
  forget: (meetingId: string) => void;
}

/** Calls for whoever is signed in here, as the hub tells of them. */
export function useRingCalls(): RingCalls {
  const hub = useHub();
  const [rings, setRings] = useState<Rings>(noRings);
  useNotification(
    hub,
    'meeting.ring',
    useCallback((ring: Ring) => setRings((before) => ringIn(before, ring)), []),
  );
  useNotification(
    hub,
    'meeting.ringEnded',
    useCallback(({ meetingId }: { meetingId: string }) => {
      void wasCalledOff(meetingId).then((calledOff) => {
        const now = toHubTime(Date.now());
        setRings((before) => {
          const ring = before.ringing.find((one) => one.meetingId === meetingId);
          return ring ? ringOver(before, meetingId, now, calledOff || isOver(ring.until, now)) : before;
        });
      });
    }, []),
  );
  const waits = rings.ringing.length > 0;
  useEffect(() => {
    if (!waits) return;
    const look = (): void => setRings((before) => ringsExpired(before, toHubTime(Date.now())));
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits]);

  const answer = useCallback(async (body: RingAnswer): Promise<void> => {
    await call('meeting.answer', { body });
    setRings((before) => ringAnswered(before, body.meetingId));
  }, []);
  const forget = useCallback((meetingId: string) => setRings((before) => forgetMissed(before, meetingId)), []);
  return { ...rings, answer, forget };
}

/** Whether the caller gave up: then nobody answered, on no page. */
async function wasCalledOff(meetingId: string): Promise<boolean> {
  try {
    const { state } = await call('meeting.read', { params: { id: meetingId } });
    return state === 'cancelled' || state === 'ended';
  } catch {
    // Nothing is known of it any more: it is put away as if it had been answered.
    return false;
  }
}
