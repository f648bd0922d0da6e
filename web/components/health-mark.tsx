import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraHealth, HealthState } from '../../server/contract/health.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { formatMoment } from '../i18n/format.ts';

const tones: Record<HealthState, 'idle' | 'busy' | 'live' | 'bad'> = {
  unknown: 'idle',
  working: 'live',
  faulty: 'busy',
  offline: 'bad',
};

/** Colour of a state of health; the words stand beside it. */
export function HealthDot({ state }: { state: HealthState }) {
  return <span className="dot" data-tone={tones[state]} aria-hidden="true" />;
}

/** Whether a camera works, in words: state, cause, since when. One never heard of is unknown. */
export function HealthMark({ health }: { health: CameraHealth | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <HealthWords health={health} t={t}>
      {health && health.state !== 'unknown' && (
        <span className="quiet"> {t('since', { time: formatMoment(health.since, language) })}</span>
      )}
    </HealthWords>
  );
}

interface HealthWordsProps {
  health: CameraHealth | undefined;
  /** Given, since a hook in each row of a long list costs more than the row. */
  t: TFunction;
  /** What follows. */
  children?: ReactNode;
}

/** State and cause alone. */
export function HealthWords({ health, t, children }: HealthWordsProps) {
  const state = health?.state ?? 'unknown';
  return (
    <span className="state" data-health={state}>
      <HealthDot state={state} />
      <span>
        {t(`health.state.${state}`)}
        {health?.cause && <strong className="state-cause"> {t(`cause.${health.cause}.name`)}</strong>}
        {health?.flapping && <span className="tag">{t('health.flapping')}</span>}
        {children}
      </span>
    </span>
  );
}
