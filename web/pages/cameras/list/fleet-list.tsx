import { useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ChannelState } from '../../../../server/contract/camera.ts';
import type { HealthOf } from '../../../components/health-order.ts';
import { useLanguage } from '../../../hooks/use-language.ts';
import { useNarrow } from '../../../hooks/use-media-query.ts';
import { useWindowOfRows } from '../../../hooks/use-window-of-rows.ts';
import type { Sorting } from './fleet-filter.ts';
import { CameraRow } from './camera-row.tsx';
import type { FleetRow } from './fleet-rows.ts';
import type { RowActs, RowRights } from './row-acts.ts';
import { drawRowIcons } from './row-icons.ts';
import { useRowWords } from './use-row-words.ts';
import { UnitRow } from './unit-row.tsx';
import { useDrawnRows } from './use-drawn-rows.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useRowRights } from './use-row-rights.ts';
import './list.css';

/** In a unit that is not known. */
const none: RowRights = { watch: false, mask: false, register: false };

/** px; keep with `.fleet-row` in list.css. */
const ROW_HEIGHT = { wide: 46, narrow: 104 };

export interface FleetListProps extends RowActs {
  rows: readonly FleetRow[];
  health: HealthOf;
  states: ReadonlyMap<string, ChannelState>;
  selected: ReadonlySet<string>;
  sort: Sorting;
  sortBy: (sort: Sorting) => void;
  fold: (unitId: string, open: boolean) => void;
  /** Ticks all that are shown, or none. */
  selectAll: (selected: boolean) => void;
  /** Cameras that are shown, in folded units, too. */
  count: number;
  /** Said in place of rows. */
  empty: ReactNode;
}

/** The fleet as a table, or as a tree by unit; only rows in sight are drawn. */
export function FleetList(props: FleetListProps) {
  const { rows, health, states, selected, sort, sortBy, fold, selectAll, count, empty } = props;
  const { edit, mask, remove, select, testPicture, watch } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const narrow = useNarrow();
  const box = useRef<HTMLDivElement>(null);
  const height = narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  const { first, end, slots } = useWindowOfRows(box, rows.length, height);
  // The same object as long as none of them changes: rows that stay are not drawn anew.
  const acts = useMemo<RowActs>(
    () => ({ edit, mask, remove, select, testPicture, watch }),
    [edit, mask, remove, select, testPicture, watch],
  );
  const drawn = useDrawnRows(rows, first, end, slots);
  const words = useRowWords();
  const rights = useRowRights();
  const noteFocus = useRowFocus(box);
  const [icons] = useState(drawRowIcons);
  const navigate = useNavigate();
  // For all names at once: a router's link in each row would be drawn as slowly as the rest of it.
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(link.pathname);
  };
  const allSelected = count > 0 && selected.size >= count;
  const head = (name: Sorting, label: string): ReactNode => (
    <span role="columnheader" aria-sort={sort === name ? 'ascending' : 'none'}>
      <button type="button" className="fleet-sort" onClick={() => sortBy(name)}>
        {label}
        {sort === name && <span aria-hidden> ▾</span>}
      </button>
    </span>
  );
  return (
    <div className="fleet" style={icons} role="table" aria-label={t('cameras.title')} aria-rowcount={rows.length + 1}>
      <div role="rowgroup" className="fleet-head">
        <div role="row" aria-rowindex={1} className="fleet-row">
          <span role="columnheader" className="fleet-tick">
            <input
              type="checkbox"
              checked={allSelected}
              disabled={count === 0}
              aria-label={t('cameras.selectAll')}
              ref={(input) => {
                if (input) input.indeterminate = selected.size > 0 && !allSelected;
              }}
              onChange={({ target }) => selectAll(target.checked)}
            />
          </span>
          {head('name', t('camera.name'))}
          {head('unit', t('camera.unit'))}
          {head('state', t('camera.state'))}
          {head('address', t('camera.address'))}
          <span role="columnheader">{t('camera.streams')}</span>
          <span role="columnheader">{t('camera.acts')}</span>
        </div>
      </div>
      <div ref={box} role="rowgroup" className="fleet-rows" onClick={follow} onFocus={noteFocus}>
        {rows.length === 0 && (
          <div role="row">
            <div role="cell" className="fleet-none">
              {empty}
            </div>
          </div>
        )}
        <div className="fleet-space" role="presentation" style={{ height: rows.length * height }}>
          {drawn.map(({ row, index, hidden }) =>
            row.kind === 'unit' ? (
              <UnitRow key={index % slots} row={row} index={index} top={index * height} hidden={hidden} fold={fold} />
            ) : (
              <CameraRow
                key={index % slots}
                camera={row.camera}
                unit={row.unit}
                level={row.level}
                index={index}
                top={index * height}
                hidden={hidden}
                health={health.get(row.camera.id)}
                state={states.get(row.camera.channels[0]?.id ?? '')}
                selected={selected.has(row.camera.id)}
                language={language}
                rights={rights.get(row.camera.unitId) ?? none}
                acts={acts}
                words={words}
              />
            ),
          )}
        </div>
      </div>
    </div>
  );
}
