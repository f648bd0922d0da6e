import { useTranslation } from 'react-i18next';
import type { ChannelState } from '../../../server/contract/camera.ts';
import { StateDot } from '../../components/state-dot.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatTime } from '../../i18n/format.ts';
import type { TileView, WatchStatus } from '../../media/watch-status.ts';

export interface TileCaptionProps {
  name: string;
  place: string;
  /** Parts of the picture are to be hidden, and are not. */
  unmasked: boolean;
  channel: ChannelState | undefined;
  status: WatchStatus;
  view: TileView;
}

/** What the tile shows, and every way in which it is not a plain live picture. */
export function TileCaption({ name, place, unmasked, channel, status, view }: TileCaptionProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { poster, pace, every, lastPictureAt } = status;
  const seconds = Math.round((every ?? 0) / 1000);
  return (
    <div className="tile-caption">
      <StateDot state={channel} />
      <span className="tile-name">
        {name}
        {place && <span className="tile-place"> {place}</span>}
      </span>
      {channel?.transcoding && <span className="tile-tag">{t('relay.transcoding')}</span>}
      {unmasked && <span className="tile-tag tile-stale">{t('masks.state.unmasked')}</span>}
      {pace === 'keyframes' && (
        <span className="tile-tag tile-pace" title={t('tile.paceHint')}>
          {seconds === 0 && t('tile.paceUnknown')}
          {seconds === 1 && t('tile.paceSecond')}
          {seconds > 1 && t('tile.pace', { seconds })}
        </span>
      )}
      {poster && (
        <span className="tile-tag tile-stale tile-posted">
          {t('tile.poster', { time: formatTime(poster.at, language) })}
        </span>
      )}
      {view.state === 'stale' && (
        <span className="tile-tag tile-stale" role="status">
          {t('tile.stale', { time: formatTime(lastPictureAt ?? view.since, language) })}
        </span>
      )}
    </div>
  );
}
