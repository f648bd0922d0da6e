import { useMemo, type DragEvent, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { HealthOf } from '../../../components/health-order.ts';
import { useChannelStates } from '../../../hooks/use-hub.ts';
import { useWindowOfRows } from '../../../hooks/use-window-of-rows.ts';
import { DRAGGED } from '../use-drop.ts';
import { DRAGGED_MANY } from './drop-many.ts';
import { ChannelCells, UnitCells, unitCells } from './row.tsx';
import type { Row } from './rows.ts';
import { useRowWords } from './use-row-words.ts';

interface RowListProps {
  box: RefObject<HTMLDivElement | null>;
  id: string;
  rows: readonly Row[];
  /** Rows of two lines, and no tree. */
  flat: boolean;
  /** px */
  rowHeight: number;
  active: number;
  health: HealthOf;
  onWall: ReadonlyMap<string, number>;
  starred: readonly string[];
  touch: boolean;
  empty: string;
  below: (unitId: string) => string[];
  select: (id: string) => void;
  /** By keyboard. */
  focused: () => void;
  fold: (unitId: string, open: boolean) => void;
  take: (row: Row) => void;
  note: (channelId: string) => void;
  star: (channelId: string) => void;
  fillUnit: (unitId: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The lines in sight. Their elements are used again as the list moves: making thirty anew takes longer than a key may. */
export function RowList(props: RowListProps) {
  const { box, id, rows, flat, rowHeight, active, health, onWall, touch, empty, below, select, focused } = props;
  const { fold, take, note, star, fillUnit, onKeyDown } = props;
  const { t } = useTranslation();
  const words = useRowWords();
  const states = useChannelStates();
  const starred = useMemo(() => new Set(props.starred), [props.starred]);
  const { first, end, slots } = useWindowOfRows(box, rows.length, rowHeight);
  const click = (row: Row): void => {
    select(row.id);
    if (row.kind === 'unit' && !flat) fold(row.id, !row.open);
    else if (touch) take(row);
  };
  const doubleClick = (row: Row): void => {
    // The first of two clicks folds a unit, and the second unfolds it again.
    if (!touch && (row.kind === 'channel' || flat)) take(row);
  };
  const drag = (row: Row, { dataTransfer }: DragEvent): void => {
    if (row.kind === 'unit') dataTransfer.setData(DRAGGED_MANY, below(row.id).join(','));
    else dataTransfer.setData(DRAGGED, row.id);
  };
  return (
    <div
      ref={box}
      id={id}
      className="choose-rows"
      // A tree without an item is none.
      role={rows.length ? 'tree' : 'group'}
      tabIndex={0}
      aria-label={t('live.list')}
      aria-description={t('choose.keys')}
      aria-activedescendant={active >= first && active < end ? `${id}-${active}` : undefined}
      data-flat={flat || undefined}
      data-touch={touch || undefined}
      // By keyboard only: after a click, the row under the pointer must not be scrolled away before the second click.
      onFocus={({ currentTarget, target }) => {
        if (target === currentTarget && currentTarget.matches(':focus-visible')) focused();
      }}
      onKeyDown={onKeyDown}
    >
      {empty && !rows.length && <p className="choose-empty">{empty}</p>}
      <div className="choose-space" role="presentation" style={{ height: rows.length * rowHeight }}>
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset;
          const frame = {
            id: `${id}-${index}`,
            className: 'choose-row',
            role: 'treeitem',
            'aria-level': row.level,
            'aria-posinset': row.position,
            'aria-setsize': row.siblings,
            'aria-selected': index === active,
            style: { top: index * rowHeight, paddingLeft: 8 + (row.level - 1) * 14 },
            draggable: true,
            onDragStart: (event: DragEvent) => drag(row, event),
            onDragEnd: ({ dataTransfer }: DragEvent) => {
              if (row.kind === 'channel' && dataTransfer.dropEffect !== 'none') note(row.id);
            },
            onClick: () => click(row),
            onDoubleClick: () => doubleClick(row),
          } as const;
          if (row.kind === 'unit') {
            return (
              <div key={index % slots} {...frame} {...(!flat && { 'aria-expanded': row.open })} data-row-unit={row.id}>
                <UnitCells {...unitCells(row)} folds={!flat} words={words} fill={fillUnit} />
              </div>
            );
          }
          const { entry } = row;
          return (
            <div
              key={index % slots}
              {...frame}
              data-row-channel={entry.channelId}
              title={[entry.name, entry.place, entry.address].filter(Boolean).join('  ')}
            >
              <ChannelCells
                entry={entry}
                detail={row.detail}
                state={states.get(entry.channelId)}
                health={health.get(entry.cameraId)}
                tile={onWall.get(entry.channelId)}
                starred={starred.has(entry.channelId)}
                words={words}
                star={star}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
