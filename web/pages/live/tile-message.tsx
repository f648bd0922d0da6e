import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/use-language.ts';
import { causeOf } from '../../i18n/cause.ts';
import { formatTime } from '../../i18n/format.ts';
import type { Grant } from '../../../server/contract/grant.ts';
import type { HubError } from '../../api/hub-error.ts';
import { useMay } from '../../hooks/use-rights.ts';
import type { TileView } from '../../media/watch-status.ts';
import { LastPicture } from './tile-last.tsx';

export interface TileMessageProps {
  view: TileView;
  retry: () => void;
  /** The leave to look that was asked for, and waits or was refused. */
  asked: Grant | null;
  /** There was a picture before. */
  wasLive: boolean;
  /** When the last picture came, ms since 1970; null: none is known. */
  lastPictureAt: number | null;
  /** Asks for the leave to look. */
  choose: () => void;
}

/** Why a tile has no moving picture: what, what to do about it, since when. Nothing where there is one. */
export function TileMessage({ view, retry, asked, wasLive, lastPictureAt, choose }: TileMessageProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (view.state === 'connecting') {
    return (
      <p className="tile-message" role="status">
        {t('tile.connecting')}
      </p>
    );
  }
  if (view.state !== 'failed') return null;
  if (view.ended === 'grant') {
    return <NoLeave asked={asked} wasLive={wasLive} error={view.error} choose={choose} />;
  }
  const cause = view.cause ?? (view.error ? causeOf(view.error.code) : null);
  const ended = view.ended === 'camera-removed' || view.ended === 'refused' ? view.ended : null;
  return (
    <div className="tile-message" role="status">
      <div className="tile-fault">
        <strong>
          {t('tile.noPicture')}
          {cause && t(`cause.${cause}.name`)}
          {!cause && ended && t(`tile.ended.${ended}`)}
          {!cause && view.error?.texts[language]}
        </strong>
        {cause && <span>{t(`cause.${cause}.hint`)}</span>}
        <span className="quiet">
          {t('since', { time: formatTime(view.since, language) })}
          {lastPictureAt !== null && <LastPicture at={lastPictureAt} />}
        </span>
        <Button size="small" onClick={retry}>
          {t('retry')}
        </Button>
      </div>
    </div>
  );
}

/** Nobody may look without a purpose: which leave is missing, and how to get it. */
function NoLeave(props: Pick<TileMessageProps, 'asked' | 'wasLive' | 'choose'> & { error: HubError | null }) {
  const { asked, wasLive, error, choose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const mayAsk = useMay()('grant.request');
  const waits = asked?.state === 'pending';
  const hint = waits ? 'waits' : mayAsk ? 'hint' : 'never';
  return (
    <div className="tile-message" role="status">
      <div className="tile-fault tile-leave">
        <strong>{error ? error.texts[language] : t(wasLive ? 'tile.leave.ended' : 'tile.leave.none')}</strong>
        {asked?.state === 'refused' && (
          <span>
            {t('tile.leave.refused', { by: asked.decidedBy })} {asked.decisionNote}
          </span>
        )}
        <span>{t(`tile.leave.${hint}`)}</span>
        {mayAsk && (
          <Button size="small" type={waits ? 'default' : 'primary'} onClick={choose}>
            {t('purpose.choose')}
          </Button>
        )}
      </div>
    </div>
  );
}
