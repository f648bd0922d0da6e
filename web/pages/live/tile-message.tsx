import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../hooks/use-language.ts';
import { causeOf } from '../../i18n/cause.ts';
import { formatTime } from '../../i18n/format.ts';
import type { TileView } from '../../media/watch-status.ts';

/** Why a tile has no moving picture: what, what to do about it, since when. Nothing where there is one. */
export function TileMessage({ view, retry }: { view: TileView; retry: () => void }) {
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
        <span className="quiet">{t('since', { time: formatTime(view.since, language) })}</span>
        <Button size="small" onClick={retry}>
          {t('retry')}
        </Button>
      </div>
    </div>
  );
}
