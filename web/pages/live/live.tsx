import { MenuOutlined, QuestionOutlined } from '@ant-design/icons';
import { Button, Drawer, Segmented, type InputRef } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import type { Layout } from '../../../server/contract/wall.ts';
import { Problem } from '../../components/problem.tsx';
import { useCameras } from '../../hooks/use-cameras.ts';
import { useHub } from '../../hooks/use-hub.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { Chooser } from './choose/chooser.tsx';
import { dropMany } from './choose/drop-many.ts';
import { listEntries } from './choose/entries.ts';
import { toggleFullScreen } from './full-screen.ts';
import type { WallAct } from './keys.ts';
import { PurposeBar } from './purpose-bar.tsx';
import type { TileActs } from './tile-acts.ts';
import { Tile } from './tile.tsx';
import { useLeaves } from './use-leaves.ts';
import { currentWall, useWall } from './use-wall.ts';
import { useWallKeys } from './use-wall-keys.ts';
import { WallGrid } from './wall-grid.tsx';
import { clear, fill, lay, move, place, type WallState } from './wall.ts';
import './live.css';

/** What lies above the wall: the question for a purpose (of a channel, or null: of none), or for broken glass. */
type Above = { kind: 'purpose'; channelId: string | null } | { kind: 'glass' } | null;

/** When the user last acted, by `performance.now()`: on the wall as a whole, and for single channels after that. */
interface Acted {
  wall: number;
  channels: ReadonlyMap<string, number>;
}

const KeyHelp = lazy(() => import('./key-help.tsx'));
const PurposeChooser = lazy(() => import('../../components/purpose-chooser.tsx'));
const BreakGlass = lazy(() => import('../../components/break-glass.tsx'));

/** The wall: the list of channels on the left, one or four tiles on all the rest. */
export default function Live() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const cameras = useCameras();
  const [wall, change] = useWall();
  const [sheet, setSheet] = useState(false);
  const [help, setHelp] = useState(false);
  const [soundTile, setSoundTile] = useState<number | null>(null);
  const [ptzTile, setPtzTile] = useState<number | null>(null);
  const [statsTiles, setStatsTiles] = useState<ReadonlySet<number>>(new Set());
  const [acted, setActed] = useState<Acted>(() => ({ wall: performance.now(), channels: new Map() }));
  const search = useRef<InputRef>(null);
  const grid = useRef<HTMLDivElement>(null);

  const entries = useMemo(() => listEntries(cameras.data ?? []), [cameras.data]);
  const hub = useHub();
  useEffect(() => hub.receiver.prepare(), [hub]);
  const names = useMemo(() => new Map(entries.map(({ channelId, name }) => [channelId, name])), [entries]);
  const unmasked = useMemo(() => new Set(entries.flatMap((one) => (one.unmasked ? one.channelId : []))), [entries]);
  const leaves = useLeaves(cameras.data, cameras.dataUpdatedAt);
  const [above, setAbove] = useState<Above>(null);
  const [greeted, setGreeted] = useState(false);
  const { tiles } = wall.screen;
  const onWall = useMemo(() => new Map(tiles.flatMap((id, tile) => (id ? [[id, tile] as const] : []))), [tiles]);

  const may = useMay();
  const movable = useMemo(
    () => new Set(may('ptz.control') ? entries.flatMap((one) => (one.movable ? one.channelId : [])) : []),
    [entries, may],
  );
  const lacks = (channelId: string): boolean => {
    const leave = leaves.of(channelId);
    return leave !== null && !leave.grant && leave.asked?.state !== 'pending' && may('grant.request');
  };
  // Whoever comes to a wall without any leave to look is asked at once, and not again.
  if (leaves.known && !greeted) {
    setGreeted(true);
    const channelId = tiles[wall.selected] ?? tiles.find((id) => id !== null);
    if (channelId && !leaves.held.length && lacks(channelId)) setAbove({ kind: 'purpose', channelId });
  }
  const actOn = (channelId: string): void => {
    const now = performance.now();
    setActed(({ wall, channels }) => ({ wall, channels: new Map(channels).set(channelId, now) }));
  };
  const put = (channelId: string, tile?: number): void => {
    actOn(channelId);
    // The tile that will take it is drawn meanwhile.
    const grant = leaves.of(channelId)?.grant;
    if (grant) hub.tickets.askAhead(channelId, grant.id);
    change((before) => place(before, channelId, tile));
    setSheet(false);
    if (lacks(channelId)) setAbove({ kind: 'purpose', channelId });
  };
  const rearrange = (how: (before: WallState) => WallState): void => {
    setActed({ wall: performance.now(), channels: new Map() });
    change(how);
  };
  const fillWall = (channelIds: readonly string[]): void => {
    rearrange((before) => fill(before, channelIds));
    setSheet(false);
    const lacking = channelIds.find(lacks);
    if (lacking) setAbove({ kind: 'purpose', channelId: lacking });
  };
  const setLayout = (layout: Layout): void => rearrange((before) => lay(before, layout));
  const acts: TileActs = {
    select: (tile) => change((before) => ({ ...before, selected: tile })),
    place: put,
    clear: (tile) => change((before) => clear(before, tile)),
    choose: (channelId) => setAbove({ kind: 'purpose', channelId }),
    toggleSound: (tile) => setSoundTile((before) => (before === tile ? null : tile)),
    toggleStats: (tile) => setStatsTiles((before) => toggled(before, tile)),
    togglePtz: (tile) => setPtzTile((before) => (before === tile ? null : tile)),
    toggleMaximised: (tile) => change((before) => ({ ...before, selected: tile, maximised: !before.maximised })),
  };
  // The clock of a first picture begins with the leave, and not with the question for it.
  const granted = ({ id }: Grant): void => {
    setAbove(null);
    if (above?.kind === 'purpose' && above.channelId) actOn(above.channelId);
    leaves.prefer(id);
  };
  const selectedChannel = tiles[wall.selected] ?? null;
  const selectedLeave = selectedChannel ? leaves.of(selectedChannel) : null;

  const act = (key: WallAct): void => {
    // A quick hand's Delete must not empty the tile that was selected before.
    const now = currentWall();
    const { selected } = now;
    if (key.act === 'move') {
      const next = move(now, key.arrow);
      rearrange(() => next);
      grid.current?.querySelector<HTMLElement>(`[data-tile="${next.selected}"]`)?.focus();
    } else if (key.act === 'layout') setLayout(key.layout);
    else if (key.act === 'clear') acts.clear(selected);
    else if (key.act === 'sound') acts.toggleSound(selected);
    else if (key.act === 'stats') acts.toggleStats(selected);
    else if (key.act === 'ptz') acts.togglePtz(selected);
    else if (key.act === 'help') setHelp(true);
    else if (key.act === 'fullscreen') {
      void toggleFullScreen(grid.current?.querySelector(`[data-tile="${selected}"]`) ?? null);
    } else if (narrow) setSheet(true);
    else search.current?.focus({ cursor: 'all' });
  };
  useWallKeys(act, !help && !sheet && !above);

  const targetOf = (channelId: string | null): { name: string; unitId: string } | null => {
    const unitId = channelId && leaves.of(channelId)?.unitId;
    return channelId && unitId ? { name: names.get(channelId) ?? t('tile.unknown'), unitId } : null;
  };

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
  const controls = (
    <div className="wall-controls">
      {narrow && (
        <Button icon={<MenuOutlined aria-hidden />} onClick={() => setSheet(true)}>
          {t('live.list')}
        </Button>
      )}
      <Segmented
        aria-label={t('live.layout')}
        value={wall.screen.layout}
        onChange={setLayout}
        options={[
          { value: '1', label: t('live.one') },
          { value: '4', label: t('live.four') },
        ]}
      />
      <Button
        type="text"
        icon={<QuestionOutlined />}
        aria-label={t('keys.title')}
        title={t('keys.title')}
        onClick={() => setHelp(true)}
      />
    </div>
  );

  return (
    <main className="live">
      <h1 className="unseen">{t('nav.live')}</h1>
      {narrow ? (
        <>
          {controls}
          <Drawer
            className="list-sheet"
            title={t('live.list')}
            placement="bottom"
            size="75%"
            open={sheet}
            onClose={() => setSheet(false)}
          >
            {list}
          </Drawer>
        </>
      ) : (
        <aside className="side" aria-label={t('live.list')}>
          {list}
          {controls}
        </aside>
      )}
      <div className="stage" {...dropMany(fillWall)}>
        <PurposeBar
          leaves={leaves}
          used={selectedLeave?.grant?.id ?? null}
          choose={() => setAbove({ kind: 'purpose', channelId: selectedLeave?.grant ? null : selectedChannel })}
          breakGlass={() => setAbove({ kind: 'glass' })}
        />
        <WallGrid
          wall={wall}
          ref={grid}
          tile={(index) => {
            const channelId = tiles[index] ?? null;
            return (
              <Tile
                index={index}
                channelId={channelId}
                name={(channelId && names.get(channelId)) ?? null}
                unmasked={channelId !== null && unmasked.has(channelId)}
                movable={channelId !== null && movable.has(channelId)}
                selected={wall.selected === index}
                sound={soundTile === index}
                stats={statsTiles.has(index)}
                ptz={ptzTile === index}
                leave={channelId ? leaves.of(channelId) : null}
                actAt={(channelId && acted.channels.get(channelId)) || acted.wall}
                touch={narrow}
                acts={acts}
              />
            );
          }}
        />
      </div>
      {help && (
        <Suspense>
          <KeyHelp close={() => setHelp(false)} />
        </Suspense>
      )}
      {above && (
        <Suspense>
          {above.kind === 'purpose' ? (
            <PurposeChooser target={targetOf(above.channelId)} close={() => setAbove(null)} granted={granted} />
          ) : (
            <BreakGlass unitId={selectedLeave?.unitId ?? undefined} close={() => setAbove(null)} opened={granted} />
          )}
        </Suspense>
      )}
    </main>
  );
}

function toggled(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  const others = new Set(set);
  if (!others.delete(item)) others.add(item);
  return others;
}
