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
export function HealthMark({ health, since = true }: { health: CameraHealth | undefined; since?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = health?.state ?? 'unknown';
  return (
    <span className="state" data-health={state}>
      <HealthDot state={state} />
      <span>
        {t(`health.state.${state}`)}
        {health?.cause && <strong className="state-cause"> {t(`cause.${health.cause}.name`)}</strong>}
        {health?.flapping && <span className="tag">{t('health.flapping')}</span>}
        {since && health && state !== 'unknown' && (
          <span className="quiet"> {t('since', { time: formatMoment(health.since, language) })}</span>
        )}
      </span>
    </span>
  );
}
