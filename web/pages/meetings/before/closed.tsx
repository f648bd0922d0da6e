import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../server/contract/meeting.ts';
import { useLanguage } from '../../../hooks/use-language.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { doorsOpenAt, type Phase } from '../phase.ts';

export interface ClosedProps {
  meeting: Meeting;
  phase: Exclude<Phase, 'open'>;
  now: number;
}

/** Why one cannot come in now. It opens by itself. */
export function Closed({ meeting, phase, now }: ClosedProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const time = formatMoment(doorsOpenAt(meeting), language, now);
  return (
    <section className="closed" role="status" data-phase={phase}>
      <strong>{t(`meetings.closed.${phase}`)}</strong>
      {phase === 'early' && <span>{t('meetings.closed.from', { time })}</span>}
    </section>
  );
}
