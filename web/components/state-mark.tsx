import { useTranslation } from 'react-i18next';
import type { ChannelState } from '../../server/contract/camera.ts';
import { useLanguage } from '../hooks/use-language.ts';
import { formatTime } from '../i18n/format.ts';
import { StateDot } from './state-dot.tsx';

/** State of a channel in words: what, why, since when. */
export function StateMark({ state }: { state: ChannelState | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="state" data-relay-state={state?.state ?? 'idle'}>
      <StateDot state={state} />
      <span>
        {t(`relay.${state?.state ?? 'idle'}`)}
        {state?.cause && <strong className="state-cause"> {t(`cause.${state.cause}.name`)}</strong>}
        {state?.transcoding && <span className="quiet"> {t('relay.transcoding')}</span>}
        {state && state.state !== 'idle' && (
          <span className="quiet"> {t('since', { time: formatTime(state.since, language) })}</span>
        )}
      </span>
    </span>
  );
}
