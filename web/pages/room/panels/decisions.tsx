import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Minutes } from '../../../../server/contract/meeting-side.ts';
import { rowsOf } from '../../../components/unit-tree.ts';
import { useUnitTree } from '../../../components/use-unit-tree.ts';
import { writeDay } from '../../../i18n/format.ts';
import { dueBy } from './due-day.ts';

type Decision = Minutes['decisions'][number];

export interface DecisionsProps {
  decisions: readonly Decision[];
  change: (decisions: Decision[]) => void;
}

/** What was decided: each with the unit that answers for it and the day by which it is due, where they are known. */
export function Decisions({ decisions, change }: DecisionsProps) {
  const { t } = useTranslation();
  const tree = useUnitTree();
  const units = useMemo(() => rowsOf(tree, { open: new Set(tree.byId.keys()) }), [tree]);
  const set = (index: number, changed: Partial<Decision>): void =>
    change(decisions.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  return (
    <fieldset>
      <legend>{t('room.minutes.decisions')}</legend>
      {decisions.map(({ text, unitId, due }, index) => (
        <div
          key={index}
          className="decision"
          role="group"
          aria-label={t('room.minutes.decision', { number: index + 1 })}
        >
          <input
            maxLength={500}
            aria-label={t('room.minutes.what')}
            value={text}
            onChange={({ target }) => set(index, { text: target.value })}
          />
          <select
            aria-label={t('room.minutes.unit')}
            value={unitId ?? ''}
            onChange={({ target }) => set(index, { unitId: target.value || null })}
          >
            <option value="">{t('room.minutes.noUnit')}</option>
            {units
              .filter(({ unit }) => unit.state !== 'retired' || unit.id === unitId)
              .map(({ unit, level }) => (
                <option key={unit.id} value={unit.id}>
                  {'\u3000'.repeat(level - 1) + unit.name}
                </option>
              ))}
          </select>
          <input
            type="date"
            // Until then the year's fifth digit does not exist.
            max="9999-12-31"
            aria-label={t('room.minutes.due')}
            title={t('room.minutes.due')}
            value={due === null ? '' : writeDay(due)}
            onChange={({ target }) => set(index, { due: dueBy(target.value) })}
          />
        </div>
      ))}
      <button
        type="button"
        className="room-plain"
        disabled={decisions.length >= 100}
        onClick={() => change([...decisions, { text: '', unitId: null, due: null }])}
      >
        {t('room.minutes.addDecision')}
      </button>
    </fieldset>
  );
}
