import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, type Action } from '../hooks/use-rights.ts';
import { useUnits } from '../hooks/use-units.ts';
import { growTree, pathOf, rowsOf } from './unit-tree.ts';
import './unit-select.css';

export interface UnitSelectProps {
  /** Given by the form, where it is in one. */
  id?: string;
  value?: string | undefined;
  onChange?: (unitId: string | undefined) => void;
  /** Offers only units in which the user may do this. */
  action?: Action;
  /** Units that are not offered. */
  without?: ReadonlySet<string>;
  /** What is shown while nothing is chosen; also the name of the field where it has no label. */
  placeholder?: string;
  label?: string;
  clearable?: boolean;
  className?: string;
}

/** Chooses a unit out of the tree, by its name, a part of its path, or its division code. Retired ones are not offered. */
export function UnitSelect({ action, without, label, clearable = false, ...props }: UnitSelectProps) {
  const { t } = useTranslation();
  const { units, isPending } = useUnits();
  const may = useMay();
  const options = useMemo(() => {
    const tree = growTree(units);
    const all = new Set(units.map(({ id }) => id));
    return rowsOf(tree, { open: all }).flatMap(({ unit, level }) => {
      const path = pathOf(tree, unit.id);
      const ids = path.map(({ id }) => id);
      if (without?.has(unit.id) || (action && !may(action, ids))) return [];
      const names = path.map(({ name }) => name);
      const search = `${names.join(' ')} ${unit.civilCode}`.toLowerCase();
      return [{ value: unit.id, label: unit.name, level, search, path: names.slice(0, -1).join(' / ') }];
    });
  }, [units, action, without, may]);

  return (
    <Select
      {...props}
      value={props.value ?? null}
      onChange={(value: string | null | undefined) => props.onChange?.(value ?? undefined)}
      aria-label={label ?? (props.id === undefined ? props.placeholder : undefined)}
      placeholder={props.placeholder ?? t('unit.choose')}
      allowClear={clearable}
      loading={isPending}
      notFoundContent={t('unit.none')}
      popupMatchSelectWidth={300}
      options={options}
      showSearch={{
        filterOption: (words, option) =>
          words
            .toLowerCase()
            .split(/\s+/)
            .every((word) => option?.search.includes(word) ?? false),
      }}
      optionRender={({ data }) => (
        <span className="unit-option" style={{ paddingLeft: `${(data.level - 1) * 14}px` }} title={data.path}>
          {data.label}
        </span>
      )}
    />
  );
}
