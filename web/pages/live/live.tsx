import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout } from '../../../server/contract/wall.ts';
import { Problem } from '../../components/problem.tsx';
import { useCameras } from '../../hooks/use-cameras.ts';
import { useHub } from '../../hooks/use-hub.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useWalls } from '../../hooks/use-walls.ts';
import { Chooser } from './choose/chooser.tsx';
import { dropMany } from './choose/drop-many.ts';
import { listEntries } from './choose/entries.ts';
import { toggleFullScreen } from './full-screen.ts';
import { useDigits } from './layout/use-digits.ts';
import { PurposeBar } from './purpose-bar.tsx';
import { useActed } from './use-acted.ts';
import { useKeyActs } from './use-key-acts.ts';
import { useLeaves } from './use-leaves.ts';
import { useNotice } from './use-notice.ts';
import { useQuestions } from './use-questions.ts';
import { useSide } from './use-side.ts';
import { useTileActs } from './use-tile-acts.ts';
import { useTileMarks } from './use-tile-marks.ts';
import { useWall } from './use-wall.ts';
import { WallBar } from './wall-bar.tsx';
import { WallGrid } from './wall-grid.tsx';
import { WallNotice } from './wall-notice.tsx';
import { WallTile } from './wall-tile.tsx';
import { fill, lay, place, shownTiles, type WallState } from './wall.ts';
import { useWallWindow } from './windows/use-wall-window.ts';
import './live.css';

const ListSheet = lazy(() => import('./list-sheet.tsx'));
const KeyHelp = lazy(() => import('./key-help.tsx'));
const MeetingBeside = lazy(() => import('./meeting-beside.tsx'));
const LayoutEditor = lazy(() => import('./layout/layout-editor.tsx'));
const WallsDrawer = lazy(() => import('./saved/walls-drawer.tsx'));
const Questions = lazy(() => import('./questions.tsx'));
const TourStrip = lazy(() => import('./tour-strip.tsx'));

/** The wall: what can be shown on the left, the tiles of one layout on all the rest. */
export default function Live() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const may = useMay();
  const hub = useHub();
  useEffect(() => hub.receiver.prepare(), [hub]);
  const cameras = useCameras();
  const walls = useWalls();
  const used = useWall(walls.data?.walls ?? (walls.error || !may('wall.use') ? [] : undefined));
  const { wall, change } = used;
  const { tiles } = wall.screen;
  const [side, setSide] = useSide(wall.window);
  const [sheet, setSheet] = useState(false);
  const [above, setAbove] = useState<'help' | 'layouts' | 'editor' | 'walls' | null>(null);
  const [notice, say] = useNotice();
  const marks = useTileMarks();
  const acted = useActed();
  const { meetingId } = wall;
  const page = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);

  const entries = useMemo(() => listEntries(cameras.data ?? []), [cameras.data]);
  const known = useMemo(() => new Map(entries.map((entry) => [entry.channelId, entry])), [entries]);
  const onWall = useMemo(() => new Map(tiles.flatMap((id, tile) => (id ? [[id, tile] as const] : []))), [tiles]);
  const leaves = useLeaves(cameras.data, cameras.dataUpdatedAt);
  const nameOf = (channelId: string): string => known.get(channelId)?.name ?? t('tile.unknown');
  const unitOf = (channelId: string): string | undefined => known.get(channelId)?.unitId;
  const questions = useQuestions({
    leaves,
    shown: used.waiting ? [] : shownTiles(wall).flatMap((tile) => tiles[tile] ?? []),
    wallId: wall.tourId ?? wall.wallId,
    asks: wall.window === 0 || window.opener === null,
    nameOf,
    begin: acted.on,
  });

  const put = (channelId: string, tile?: number): void => {
    acted.on([channelId]);
    // The tile that will take it is drawn meanwhile.
    const grant = leaves.of(channelId)?.grant;
    if (grant) hub.tickets.askAhead(channelId, grant.id);
    change((before) => place(before, channelId, tile));
    setSheet(false);
    questions.ask([channelId]);
  };
  const rearrange = (how: (before: WallState) => WallState): void => {
    acted.onWall();
    change(how);
  };
  const fillWall = (channelIds: readonly string[]): void => {
    rearrange((before) => fill(before, channelIds));
    setSheet(false);
    questions.ask(channelIds);
  };
  const setLayout = (layout: Layout): void => {
    setAbove(null);
    rearrange((before) => lay(before, layout));
  };
  const [typed, digit] = useDigits(setLayout);
  const acts = useTileActs({ used, marks, leaves, nameOf, unitOf, put, ask: questions.askAnyway, say });
  const windows = useWallWindow({ used, say });

  // The focus follows the selection once the tile is there to take it.
  const follow = useRef(false);
  const focusSelected = (): void => {
    follow.current = true;
    grid.current?.querySelector<HTMLElement>('[data-tile][data-selected]')?.focus();
  };
  useEffect(() => {
    if (follow.current) grid.current?.querySelector<HTMLElement>(`[data-tile="${wall.selected}"]`)?.focus();
    follow.current = false;
  }, [wall.selected, wall.maximised, tiles]);

  const fullScreen = (what: 'tile' | 'wall'): void => {
    const tile = grid.current?.querySelector('[data-tile][data-selected]') ?? null;
    const all = meetingId === null ? stage.current : page.current;
    toggleFullScreen(what === 'tile' ? tile : all).catch(say);
  };
  const toggleSide = (): void => (narrow ? setSheet(true) : setSide(!side));
  const searching = useRef(false);
  useEffect(() => {
    if (searching.current && side) search.current?.select();
    searching.current = false;
  }, [side]);
  useKeyActs({
    used,
    acts,
    covered: sheet || questions.question !== null || (above !== null && above !== 'layouts'),
    digit,
    focusSelected,
    fullScreen,
    list: toggleSide,
    search: () => {
      searching.current = true;
      if (narrow) setSheet(true);
      else if (side) search.current?.select();
      else setSide(true);
    },
    layouts: () => setAbove('layouts'),
    walls: () => setAbove('walls'),
    window: windows.openNext,
    help: () => setAbove('help'),
  });

  const tour = walls.data?.tours.find(({ id }) => id === wall.tourId);
  const selectedChannel = tiles[wall.selected] ?? null;
  const selectedLeave = selectedChannel ? leaves.of(selectedChannel) : null;
  const list = (
    <>
      {cameras.error && <Problem error={cameras.error} />}
      <Chooser
        entries={entries}
        loading={!cameras.data}
        onWall={onWall}
        selected={selectedChannel}
        touch={narrow}
        search={search}
        pick={put}
        fill={fillWall}
      />
    </>
  );

  return (
    <main className="live" ref={page}>
      <h1 className="unseen">{t('nav.live')}</h1>
      {narrow
        ? sheet && (
            <Suspense>
              <ListSheet close={() => setSheet(false)}>{list}</ListSheet>
            </Suspense>
          )
        : side && (
            <aside className="side" aria-label={t('live.list')}>
              {list}
            </aside>
          )}
      <div className="stage" ref={stage} {...dropMany(fillWall)}>
        <div className="stage-head">
          <WallBar
            side={narrow ? sheet : side}
            toggleSide={toggleSide}
            layout={wall.screen.layout}
            layouts={above === 'layouts'}
            setLayouts={(open) => setAbove((before) => (open ? 'layouts' : before === 'layouts' ? null : before))}
            choose={setLayout}
            edit={() => setAbove('editor')}
            name={used.saved?.name ?? null}
            changed={used.changed}
            openWalls={() => setAbove('walls')}
            openWindow={narrow ? undefined : windows.openNext}
            fullScreen={() => fullScreen('wall')}
            help={() => setAbove('help')}
          />
          <PurposeBar
            leaves={leaves}
            used={selectedLeave?.grant?.id ?? null}
            choose={() => questions.askAnyway(selectedChannel && !selectedLeave?.grant ? [selectedChannel] : [])}
            breakGlass={questions.breakGlass}
          />
        </div>
        <WallNotice used={used} error={walls.error} notice={notice} typed={typed} />
        {tour && walls.data && (
          <Suspense>
            <TourStrip tour={tour} lists={walls.data} leaves={leaves} nameOf={nameOf} change={change} />
          </Suspense>
        )}
        {!used.waiting && (
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
                touch={narrow}
                acts={acts}
              />
            )}
          />
        )}
      </div>
      {meetingId !== null && may('meeting.attend') && (
        <Suspense>
          <MeetingBeside meetingId={meetingId} close={() => change((before) => ({ ...before, meetingId: null }))} />
        </Suspense>
      )}
      <Suspense>
        {above === 'help' && <KeyHelp close={() => setAbove(null)} />}
        {above === 'editor' && (
          <LayoutEditor layout={wall.screen.layout} close={() => setAbove(null)} done={setLayout} />
        )}
        {above === 'walls' && (
          <WallsDrawer used={used} lists={walls.data} windows={windows} close={() => setAbove(null)} />
        )}
        {questions.question && <Questions questions={questions} unitId={selectedLeave?.unitId ?? null} />}
      </Suspense>
    </main>
  );
}
