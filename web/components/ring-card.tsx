import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ring } from '../../server/contract/meeting.ts';
import { useHubNow } from '../hooks/use-now.ts';
import { Problem } from './problem.tsx';
import { RingDecline } from './ring-decline.tsx';
import { useSending } from './use-sending.ts';

export interface RingCardProps {
  ring: Ring;
  /** Throws HubError. */
  answer: (accept: boolean, reason: string) => Promise<void>;
}

/** A call that comes in: who calls, and the two answers. */
export function RingCard({ ring, answer }: RingCardProps) {
  const { t } = useTranslation();
  const left = Math.max(0, Math.ceil((ring.until - useHubNow(500)) / 1_000));
  const [declining, setDeclining] = useState(false);
  const { busy, problem, send } = useSending();
  const act = (accept: boolean, reason: string): Promise<void> => send(() => answer(accept, reason));
  return (
    <section
      className="corner-card ring"
      data-ring={ring.meetingId}
      aria-label={t('ring.from', { name: ring.callerName })}
    >
      <strong>{t('ring.from', { name: ring.callerName })}</strong>
      <span>{ring.callerUnit}</span>
      <span className="ring-title">{ring.title}</span>
      {/* It changes each second: nobody wants to hear that. */}
      <span className="quiet" aria-hidden>
        {t('ring.left', { seconds: left })}
      </span>
      {problem && <Problem error={problem} />}
      {declining ? (
        <RingDecline busy={busy} decline={(reason) => void act(false, reason)} back={() => setDeclining(false)} />
      ) : (
        <div className="corner-acts">
          <Button type="primary" className="ring-accept" loading={busy} onClick={() => void act(true, '')}>
            {t('ring.accept')}
          </Button>
          <Button danger disabled={busy} onClick={() => setDeclining(true)}>
            {t('ring.decline')}
          </Button>
        </div>
      )}
    </section>
  );
}
