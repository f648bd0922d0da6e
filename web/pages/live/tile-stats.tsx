import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileRole } from '../../../server/contract/camera.ts';
import { useVideoStats } from '../../hooks/use-video-stats.ts';
import { formatBitrate, formatSize } from '../../i18n/format.ts';
import type { Watcher } from '../../media/watcher.ts';

export interface TileStatsProps {
  watcher: RefObject<Watcher | null>;
  firstPictureMs: number | null;
  profile: ProfileRole | null;
}

/** Figures of the picture, once a second. */
export function TileStats({ watcher, firstPictureMs, profile }: TileStatsProps) {
  const { t } = useTranslation();
  const stats = useVideoStats(watcher);
  const rows: [string, string][] = [
    [t('stats.firstPicture'), firstPictureMs === null ? '–' : `${firstPictureMs} ms`],
    [t('stats.profile'), profile ? t(`profile.${profile}`) : '–'],
    [t('stats.bitrate'), formatBitrate(stats?.bitrate ?? null)],
    [t('stats.size'), formatSize(stats?.width ?? null, stats?.height ?? null)],
    [t('stats.fps'), stats?.fps === null || !stats ? '–' : stats.fps.toFixed(0)],
    [t('stats.dropped'), stats ? String(stats.framesDropped) : '–'],
    [t('stats.lost'), stats ? String(stats.packetsLost) : '–'],
    // Only a camera with its clock in the picture tells how old it is.
    [t('stats.latency'), t('stats.unknown')],
  ];
  return (
    <dl className="tile-stats" aria-label={t('tile.stats')}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
