import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Checkbox, Input } from 'antd';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pathIds, rowsOf, type UnitRow, type UnitTree } from '../../components/unit-tree.ts';
import { useWindowOfRows } from '../../hooks/use-window-of-rows.ts';
import { stepInTree } from './tree-keys.ts';

/** Keep with `.unit-row` in organisation.css. */
const ROW_HEIGHT = 30;

export interface UnitTreeViewProps {
  tree: UnitTree;
  loading: boolean;
  chosen: string | undefined;
  choose: (id: string) => void;
}

/** The tree with its search. Arrows move, fold and unfold; only rows in sight are drawn. */
export function UnitTreeView({ tree, loading, chosen, choose }: UnitTreeViewProps) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState('');
  const [retired, setRetired] = useState(false);
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const open = useMemo(() => {
    // To begin with: the first two levels, and what leads to the chosen unit.
    const first = rowsOf(tree, { open: new Set(tree.byId.keys()) }).filter(({ level }) => level === 1);
    const unfolded = new Set([...first.map(({ unit }) => unit.id), ...pathIds(tree, chosen ?? null).slice(0, -1)]);
    for (const [unitId, isOpen] of folded) unfolded[isOpen ? 'add' : 'delete'](unitId);
    return unfolded;
  }, [tree, chosen, folded]);
  const rows = useMemo(() => rowsOf(tree, { open, words, retired }), [tree, open, words, retired]);
  const { first, end } = useWindowOfRows(box, rows.length, ROW_HEIGHT);
  const active = rows.findIndex(({ unit }) => unit.id === chosen);

  const fold = (unitId: string, isOpen: boolean): void => setFolded((before) => new Map(before).set(unitId, isOpen));
  const go = (row: UnitRow | undefined): void => {
    const element = box.current;
    if (!row || !element) return;
    choose(row.unit.id);
    const top = rows.indexOf(row) * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepInTree(rows, active, event.key);
    if (!step) return;
    event.preventDefault();
    if (step.fold) fold(step.fold.id, step.fold.open);
    if (step.go) go(step.go);
  };

  return (
    <div className="unit-tree">
      <Input
        type="search"
        allowClear
        value={words}
        placeholder={t('organisation.search')}
        aria-label={t('organisation.search')}
        aria-controls={id}
        onChange={({ target }) => setWords(target.value)}
        onPressEnter={() => go(rows.findLast(({ open: unfolded }) => unfolded === null) ?? rows[0])}
      />
      <div
        ref={box}
        id={id}
        className="unit-rows"
        role="tree"
        tabIndex={0}
        aria-label={t('organisation.tree')}
        aria-activedescendant={active >= first && active < end ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
      >
        {rows.length === 0 && !loading && <p className="quiet">{t('unit.none')}</p>}
        <div className="unit-space" role="presentation" style={{ height: rows.length * ROW_HEIGHT }}>
          {rows.slice(first, end).map((row, offset) => (
            <UnitLine
              key={row.unit.id}
              id={`${id}-${first + offset}`}
              row={row}
              top={(first + offset) * ROW_HEIGHT}
              chosen={row.unit.id === chosen}
              choose={() => choose(row.unit.id)}
              fold={(isOpen) => fold(row.unit.id, isOpen)}
            />
          ))}
        </div>
      </div>
      <Checkbox checked={retired} onChange={({ target }) => setRetired(target.checked)}>
        {t('organisation.withRetired')}
      </Checkbox>
    </div>
  );
}

interface UnitLineProps {
  id: string;
  row: UnitRow;
  /** px */
  top: number;
  chosen: boolean;
  choose: () => void;
  fold: (open: boolean) => void;
}

function UnitLine({ id, row, top, chosen, choose, fold }: UnitLineProps) {
  const { t } = useTranslation();
  const { unit, level, position, siblings, open } = row;
  return (
    <div
      id={id}
      className="unit-row"
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={chosen}
      {...(open !== null && { 'aria-expanded': open })}
      data-unit={unit.id}
      data-state={unit.state}
      style={{ top, paddingLeft: 6 + (level - 1) * 16 }}
      onClick={choose}
      onDoubleClick={() => open !== null && fold(!open)}
    >
      <span
        className="unit-fold"
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          if (open !== null) fold(!open);
        }}
      >
        {open !== null && (open ? <CaretDownOutlined /> : <CaretRightOutlined />)}
      </span>
      <span className="unit-name">{unit.name}</span>
      {unit.state !== 'joined' && <span className="unit-mark">{t(`unitState.${unit.state}`)}</span>}
    </div>
  );
}
