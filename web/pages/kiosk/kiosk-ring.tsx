import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ring } from '../../../server/contract/meeting.ts';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useHubNow } from '../../hooks/use-now.ts';

const TICK_MS = 250;

export interface KioskRingProps {
  ring: Ring;
  /** Throws HubError. */
  answer: (accept: boolean) => Promise<void>;
}

/** A call, as large as the screen: who calls, the answers, and when it answers by itself, where its unit lets it. */
export function KioskRing({ ring, answer }: KioskRingProps) {
  const { t } = useTranslation();
  const now = useHubNow(TICK_MS);
  const { busy, problem, send } = useSending();
  const tried = useRef(false);
  const { callerName, callerUnit, title, answersAt } = ring;
  const left = answersAt === null ? null : Math.max(0, Math.ceil((answersAt - now) / 1_000));
  const act = (accept: boolean): Promise<void> => {
    // Nobody's hand is overtaken by the clock, nor the other way round.
    tried.current = true;
    return send(() => answer(accept));
  };
  const byItself = useEffectEvent(() => {
    if (!tried.current) void act(true);
  });
  const isDue = left === 0;
  useEffect(() => {
    if (isDue) byItself();
  }, [isDue]);

  return (
    <main className="kiosk-ring" data-ring={ring.meetingId}>
      <div role="alert" className="kiosk-ring-words">
        <h1>{t('ring.from', { name: callerName })}</h1>
        <p>{callerUnit}</p>
        <p>{title}</p>
      </div>
      {left !== null && (
        <p className="kiosk-ring-left" role="timer">
          <strong>{left}</strong>
          {t('ring.answersIn')}
        </p>
      )}
      {problem && <Problem error={problem} />}
      <div className="kiosk-ring-acts">
        <button type="button" data-act="accept" disabled={busy} onClick={() => void act(true)}>
          {t('ring.accept')}
        </button>
        <button type="button" data-act="decline" disabled={busy} onClick={() => void act(false)}>
          {t('ring.decline')}
        </button>
      </div>
    </main>
  );
}
