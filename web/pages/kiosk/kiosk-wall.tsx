import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../../components/loading.tsx';
import { useCameras } from '../../hooks/use-cameras.ts';
import { useHub } from '../../hooks/use-hub.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useWalls } from '../../hooks/use-walls.ts';
import { listEntries } from '../live/choose/entries.ts';
import TourStrip from '../live/tour-strip.tsx';
import { useActed } from '../live/use-acted.ts';
import { useLeaves } from '../live/use-leaves.ts';
import { useTileMarks } from '../live/use-tile-marks.ts';
import { WallGrid } from '../live/wall-grid.tsx';
import { WallTile } from '../live/wall-tile.tsx';
import { newWall, readWall, type WallState } from '../live/wall.ts';
import { KioskWords } from './kiosk-words.tsx';
import { noActs } from './no-acts.ts';
import { useWakeLock } from './use-wake-lock.ts';
import '../live/live.css';

/** What the site shows by itself: pictures, and nothing to press. `screen=2` in the address is the wall's second window. */
export function KioskWall() {
  const { t } = useTranslation();
  const language = useLanguage();
  const touch = useNarrow();
  const hub = useHub();
  useEffect(() => hub.receiver.prepare(), [hub]);
  useWakeLock();
  const [params] = useSearchParams();
  const grid = useRef<HTMLDivElement>(null);
  const cameras = useCameras();
  const walls = useWalls();
  const leaves = useLeaves(cameras.data, cameras.dataUpdatedAt);
  const marks = useTileMarks();
  const acted = useActed();
  const known = useMemo(
    () => new Map(listEntries(cameras.data ?? []).map((entry) => [entry.channelId, entry])),
    [cameras.data],
  );
  const [page, setPage] = useState<WallState>(() => newWall());

  if (!walls.data) {
    if (!walls.error) return <Loading />;
    return <KioskWords title={t('kiosk.waiting')}>{walls.error.texts[language]}</KioskWords>;
  }
  const { window: number } = readWall(params);
  const show = walls.data.sites[0]?.show ?? null;
  const tour = show?.kind === 'tour' ? walls.data.tours.find(({ id }) => id === show.id) : undefined;
  const saved = show?.kind === 'wall' ? walls.data.walls.find(({ id }) => id === show.id) : undefined;
  const screen = saved?.screens[number];
  if (!tour && !screen) return <KioskWords title={t('kiosk.nothing')}>{t('kiosk.nothingHint')}</KioskWords>;
  // Nothing is selected here: there is nobody to act on it.
  const wall = { ...(screen ? newWall(screen) : page), selected: screen?.layout === '1' ? 0 : -1 };

  return (
    <main
      className="kiosk"
      data-show={show?.kind}
      onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
    >
      <h1 className="unseen">{saved?.name ?? tour?.name}</h1>
      {tour && (
        <TourStrip
          hidden
          tour={tour}
          lists={walls.data}
          leaves={leaves}
          nameOf={(channelId) => known.get(channelId)?.name ?? t('tile.unknown')}
          change={setPage}
        />
      )}
      <WallGrid
        wall={wall}
        ref={grid}
        tile={(index) => (
          <WallTile
            index={index}
            wall={wall}
            entries={cameras.data ? known : null}
            leaves={leaves}
            marks={marks}
            acted={acted}
            touch={touch}
            acts={noActs}
          />
        )}
      />
    </main>
  );
}
