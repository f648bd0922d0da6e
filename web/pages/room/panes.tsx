import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomLayout } from '../../../server/contract/meeting-room.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { rowsOf } from '../../components/unit-tree.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useHubNow } from '../../hooks/use-now.ts';
import { arrange, bySites, chooseLarge, MOST_TILES, panesOf, type Pane } from '../../media/meeting/arrange.ts';
import { useRoomUse } from './room-context.ts';
import { RoomTile } from './room-tile.tsx';
import './panes.css';

/** On a phone's page of the grid. */
const MOST_NARROW = 8;

/** The pictures of the room, in a layout. */
export function Panes({ layout }: { layout: RoomLayout }) {
  const { t } = useTranslation();
  const { room, state, view, place, unitName } = useRoomUse();
  const phone = useNarrow();
  const narrow = phone || place.kind === 'pane';
  const [page, setPage] = useState(0);
  const [pinned, setPinned] = useState<string | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const aspect = useAspect(stage);
  const now = useHubNow(state.settings.cycle === null ? 0 : 1_000);
  const orderOf = useSiteOrder();
  const { participants, cameras } = state;
  const panes = useMemo(() => {
    const all = panesOf({ participants, cameras });
    return layout === 'sites' ? bySites(all, participants, orderOf) : all;
  }, [participants, cameras, layout, orderOf]);
  const large = chooseLarge({ room: state, panes, pinned, speaker: view.speaker, me: view.me, now });
  const most = narrow ? MOST_NARROW : MOST_TILES;
  const placed = arrange({ layout, panes, large, page, most, aspect });
  const small = new Set(placed.small);
  const shown = panes.filter((pane) => pane === placed.large || small.has(pane));
  const people = useMemo(() => new Map(participants.map((one) => [one.id, one])), [participants]);
  const tile = (pane: Pane) => {
    const participant = people.get(pane.id);
    return (
      <RoomTile
        key={pane.key}
        room={room}
        paneKey={pane.key}
        kind={pane.kind}
        id={pane.id}
        mine={pane.kind !== 'camera' && pane.id === view.me}
        large={pane === placed.large}
        participant={participant}
        unit={participant ? unitName(participant.unitId) : ''}
        camera={cameras.find(({ id }) => id === pane.id)}
        pinned={pinned === pane.key}
        pin={setPinned}
        spotlit={state.settings.spotlight === pane.id}
      />
    );
  };
  // Where the column at the right is enough, no row is left empty below.
  const rows = placed.small.length < placed.columns ? placed.columns - 1 : placed.columns;
  const numbers: Record<string, number> = {
    '--rows': rows,
    '--columns': placed.columns,
    '--count': Math.max(1, placed.small.length),
  };
  const turn = (by: number): void => setPage(placed.page + by);
  return (
    <div className="panes" data-layout={layout} ref={stage} style={numbers}>
      {/* In their own order, whoever is large: a video that is moved in the document stands still. */}
      <div className="panes-grid">{shown.map(tile)}</div>
      {placed.pages > 1 && (
        <nav className="panes-pages" aria-label={t('room.pages.label')}>
          <button type="button" className="room-plain" disabled={placed.page === 0} onClick={() => turn(-1)}>
            {t('room.pages.before')}
          </button>
          <span role="status">{t('room.pages.at', { page: placed.page + 1, pages: placed.pages })}</span>
          <button
            type="button"
            className="room-plain"
            disabled={placed.page === placed.pages - 1}
            onClick={() => turn(1)}
          >
            {t('room.pages.next')}
          </button>
        </nav>
      )}
    </div>
  );
}

/** Place of each unit in the tree, from 0; those that are not known come last. */
function useSiteOrder(): (unitId: string) => number {
  const tree = useUnitTree();
  return useMemo(() => {
    const rows = rowsOf(tree, { open: new Set(tree.byId.keys()) });
    const places = new Map(rows.map(({ unit }, index) => [unit.id, index]));
    return (unitId) => places.get(unitId) ?? Number.MAX_SAFE_INTEGER;
  }, [tree]);
}

/** Width of an element by its height. */
function useAspect(element: RefObject<HTMLElement | null>): number {
  const [aspect, setAspect] = useState(16 / 9);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box && box.height > 0) setAspect(Math.round((box.width / box.height) * 20) / 20);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return aspect;
}
