import { Input, Segmented, Select } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { UnitSelect } from '../../../components/unit-select.tsx';
import { filterStates, type Filter, type FilterState } from './fleet-filter.ts';
import { ViewMenu } from './view-menu.tsx';

interface FilterBarProps {
  filter: Filter;
  /** Must be stable. */
  change: (part: Partial<Filter>) => void;
  carriers: readonly string[];
}

/** What is shown of the fleet. The search is drawn at each key, so that the rest must not be. */
export function FilterBar({ filter, change, carriers }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    <div className="fleet-filter" role="search">
      <Input
        type="search"
        allowClear
        className="fleet-words"
        value={filter.words}
        placeholder={t('cameras.search')}
        aria-label={t('cameras.search')}
        onChange={({ target }) => change({ words: target.value })}
      />
      <Choices
        unitId={filter.unitId}
        state={filter.state}
        carrier={filter.carrier}
        show={filter.show}
        carriers={carriers}
        change={change}
      />
      <ViewMenu filter={filter} change={change} />
    </div>
  );
}

interface ChoicesProps extends Pick<Filter, 'unitId' | 'state' | 'carrier' | 'show'> {
  carriers: readonly string[];
  change: (part: Partial<Filter>) => void;
}

/** Antd's fields are too slow to be drawn at every key. */
const Choices = memo(function Choices({ unitId, state, carrier, show, carriers, change }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <>
      <UnitSelect
        className="fleet-choice"
        clearable
        placeholder={t('cameras.everywhere')}
        value={unitId ?? undefined}
        onChange={(id) => change({ unitId: id ?? null })}
      />
      <Select<FilterState>
        className="fleet-choice"
        allowClear
        value={state}
        placeholder={t('cameras.anyState')}
        aria-label={t('cameras.anyState')}
        onChange={(value?: FilterState) => change({ state: value ?? null })}
        options={filterStates.map((value) => ({ value, label: t(`cameras.filter.${value}`) }))}
      />
      {carriers.length > 0 && (
        <Select<string>
          className="fleet-choice"
          allowClear
          value={carrier}
          placeholder={t('cameras.anyCarrier')}
          aria-label={t('cameras.anyCarrier')}
          onChange={(value?: string) => change({ carrier: value ?? null })}
          options={carriers.map((value) => ({ value, label: value }))}
        />
      )}
      <Segmented<Filter['show']>
        aria-label={t('cameras.show')}
        value={show}
        onChange={(value) => change({ show: value })}
        options={[
          { value: 'table', label: t('cameras.table') },
          { value: 'tree', label: t('cameras.tree') },
        ]}
      />
    </>
  );
});
