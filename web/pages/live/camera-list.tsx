import { Input, type InputRef } from 'antd';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { StateDot } from '../../components/state-dot.tsx';
import { useChannelStates } from '../../hooks/use-hub.ts';
import { useWindowOfRows } from '../../hooks/use-window-of-rows.ts';
import { searchEntries, type Entry } from './entries.ts';
import { DRAGGED } from './use-drop.ts';

/** Keep with `.list-row` in live.css. */
const ROW_HEIGHT = 32;

export interface CameraListProps {
  entries: readonly Entry[];
  /** Nothing is known yet. */
  loading: boolean;
  /** Tile index by channel id, of those on the wall. */
  onWall: ReadonlyMap<string, number>;
  /** One click is enough (fingers cannot drag or double-click well). */
  touch: boolean;
  search: Ref<InputRef>;
  pick: (channelId: string) => void;
}

/** All channels with search; a double click, Enter or dragging puts one on the wall. */
export function CameraList({ entries, loading, onWall, touch, search, pick }: CameraListProps) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState('');
  const [activeId, setActiveId] = useState<string | null>(null);
  const states = useChannelStates();
  const shown = useMemo(() => searchEntries(entries, words), [entries, words]);
  const { first, end } = useWindowOfRows(box, shown.length, ROW_HEIGHT);
  const active = shown.findIndex(({ channelId }) => channelId === activeId);

  const activate = (index: number): void => {
    const entry = shown[Math.max(0, Math.min(index, shown.length - 1))];
    const element = box.current;
    if (!entry || !element) return;
    setActiveId(entry.channelId);
    const top = shown.indexOf(entry) * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: shown.length - 1,
    };
    const inSearch = event.target instanceof HTMLInputElement;
    const step = steps[event.key];
    if (step !== undefined && !(inSearch && (event.key === 'Home' || event.key === 'End'))) activate(step);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      const entry = shown[active] ?? (inSearch ? shown[0] : undefined);
      if (!entry) return;
      setActiveId(entry.channelId);
      pick(entry.channelId);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="list" onKeyDown={onKeyDown}>
      <div className="list-search">
        <Input
          ref={search}
          type="search"
          allowClear
          value={words}
          placeholder={t('live.search')}
          aria-label={t('live.search')}
          aria-controls={id}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      <div
        ref={box}
        id={id}
        className="list-rows"
        // A listbox without an option is none.
        role={shown.length ? 'listbox' : 'group'}
        tabIndex={0}
        aria-label={t('live.list')}
        aria-activedescendant={active >= first && active < end ? `${id}-${active}` : undefined}
        // By keyboard only: after a click, the row under the pointer must not be scrolled away before the second click.
        onFocus={({ currentTarget }) => active < 0 && currentTarget.matches(':focus-visible') && activate(0)}
      >
        {!shown.length && !loading && <p className="list-empty">{t(words ? 'live.none' : 'live.noCameras')}</p>}
        <div className="list-space" role="presentation" style={{ height: shown.length * ROW_HEIGHT }}>
          {shown.slice(first, end).map((entry, offset) => {
            const index = first + offset;
            const tile = onWall.get(entry.channelId);
            const state = states.get(entry.channelId);
            return (
              <div
                key={entry.channelId}
                id={`${id}-${index}`}
                className="list-row"
                role="option"
                aria-selected={index === active}
                aria-posinset={index + 1}
                aria-setsize={shown.length}
                data-row-channel={entry.channelId}
                style={{ top: index * ROW_HEIGHT }}
                title={`${entry.name}  ${entry.address}`}
                draggable
                onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAGGED, entry.channelId)}
                onClick={() => (touch ? pick(entry.channelId) : setActiveId(entry.channelId))}
                onDoubleClick={() => !touch && pick(entry.channelId)}
              >
                <StateDot state={state} />
                <span className="list-name">{entry.name}</span>
                <span className="unseen">
                  {t(`relay.${state?.state ?? 'idle'}`)} {state?.cause && t(`cause.${state.cause}.name`)}
                </span>
                <span className="list-address">{entry.address}</span>
                {tile !== undefined && <span className="list-tile">{tile + 1}</span>}
              </div>
            );
          })}
        </div>
      </div>
      <p className="list-count" role="status">
        {shown.length < entries.length
          ? t('live.countFound', { found: shown.length, all: entries.length })
          : t('live.count', { count: entries.length })}
      </p>
    </div>
  );
}
