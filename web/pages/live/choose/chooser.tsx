import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../components/problem.tsx';
import { useFavourites } from '../../../hooks/use-favourites.ts';
import { ChooserHead } from './chooser-head.tsx';
import type { Entry } from './entries.ts';
import { RowList } from './row-list.tsx';
import type { Row } from './rows.ts';
import { stepIn } from './steps.ts';
import { useRecent } from './use-recent.ts';
import { useRows } from './use-rows.ts';
import { rowHeights, type View } from './views.ts';
import './choose.css';

export interface ChooserProps {
  entries: readonly Entry[];
  /** Nothing is known yet. */
  loading: boolean;
  /** Tile index by channel id, of those on the wall. */
  onWall: ReadonlyMap<string, number>;
  /** Channel of the selected tile: what is near is near to it. */
  selected: string | null;
  /** One tap is enough (fingers cannot drag or double-click well). */
  touch: boolean;
  search: Ref<HTMLInputElement>;
  /** Puts a channel on the wall. */
  pick: (channelId: string) => void;
  /** Fills the wall with channels, as many as it takes. */
  fill: (channelIds: string[]) => void;
}

/** What can be put on the wall: by place, by search, one's favourites, the last ones, those nearby. All by keyboard, too. */
export function Chooser({ entries, loading, onWall, selected, touch, search, pick, fill }: ChooserProps) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>('tree');
  const [words, setWords] = useState('');
  const [activeId, setActiveId] = useState<string | null>(null);
  const favourites = useFavourites();
  const [recent, note] = useRecent();
  const found = useRows({ entries, view, words, favourites: favourites.channelIds, recent, from: selected });
  const { rows, searched, fold, below } = found;
  const flat = searched || view !== 'tree';
  const rowHeight = rowHeights[flat ? 'flat' : 'tree'][touch ? 'touch' : 'mouse'];
  const active = activeId === null ? -1 : rows.findIndex((row) => row.id === activeId);

  // Another search begins at its best find.
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [words, view]);

  const activate = (index: number): void => {
    const row = rows[index];
    const element = box.current;
    if (!row || !element) return;
    setActiveId(row.id);
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
  };
  const fillUnit = useCallback((unitId: string) => fill(below(unitId)), [fill, below]);
  const take = (row: Row | undefined): void => {
    if (!row) return;
    setActiveId(row.id);
    if (row.kind === 'unit') fillUnit(row.id);
    else {
      note(row.id);
      pick(row.id);
    }
  };
  const inTree = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1);
    const step = stepIn(rows, active, event.key, page);
    const row = rows[active];
    if (step) {
      if (step.fold && !flat) fold(step.fold.id, step.fold.open);
      if (step.go !== undefined) activate(step.go);
    } else if (event.key === 'Enter') take(row);
    else if (event.key === '*' && row?.kind === 'channel') favourites.toggle(row.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const inSearch = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    // Escape in an empty search, or in the list, leads back to the wall, which sees to it itself.
    if (event.key === 'Enter') take(rows[0]);
    else if (event.key === 'ArrowDown') {
      box.current?.focus();
      activate(0);
    } else if (event.key === 'Escape' && words) setWords('');
    else return;
    event.preventDefault();
  };

  return (
    <div className="choose">
      <ChooserHead
        search={search}
        words={words}
        setWords={setWords}
        listId={id}
        onKeyDown={inSearch}
        view={view}
        setView={setView}
      />
      {favourites.error && view === 'favourites' && <Problem error={favourites.error} />}
      <RowList
        box={box}
        id={id}
        rows={rows}
        flat={flat}
        rowHeight={rowHeight}
        active={active}
        health={found.health}
        onWall={onWall}
        starred={favourites.channelIds}
        touch={touch}
        empty={loading ? '' : emptyText()}
        below={below}
        select={setActiveId}
        focused={() => active < 0 && activate(0)}
        fold={fold}
        take={take}
        note={note}
        star={favourites.toggle}
        fillUnit={fillUnit}
        onKeyDown={inTree}
      />
      <p className="choose-foot" role="status">
        {searched
          ? t('choose.found', { found: rows.filter(({ kind }) => kind === 'channel').length, all: entries.length })
          : t('choose.all', { online: found.online, all: entries.length })}
        {!searched && found.unknown > 0 && t('choose.unknown', { count: found.unknown })}
      </p>
    </div>
  );

  function emptyText(): string {
    if (searched) return t('live.none');
    if (!entries.length) return t('live.noCameras');
    if (view === 'nearest' && found.origin && !found.origin.at) return t('choose.empty.unplaced');
    return view === 'tree' ? '' : t(`choose.empty.${view}`);
  }
}
