import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { HealthState } from '../../../../server/contract/health.ts';
import { HealthDot } from '../../../components/health-mark.tsx';
import type { FleetRow } from './fleet-rows.ts';

interface UnitRowProps {
  row: Extract<FleetRow, { kind: 'unit' }>;
  index: number;
  /** px */
  top: number;
  hidden: boolean;
  fold: (unitId: string, open: boolean) => void;
}

/** A unit of the tree: how many cameras it has, and in which states. */
export function UnitRow({ row: { unit, level, open, count, counts }, index, top, hidden, fold }: UnitRowProps) {
  const { t } = useTranslation();
  return (
    <div
      className="fleet-row fleet-unit"
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={open}
      data-unit={hidden ? undefined : unit.id}
      data-hidden={hidden || undefined}
      style={{ top }}
    >
      <span role="cell" className="fleet-unit-cell" style={{ paddingLeft: level * 16 }}>
        <button type="button" aria-expanded={open} onClick={() => fold(unit.id, !open)}>
          {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          <strong>{unit.name}</strong>
        </button>
        <span className="quiet">{t('cameras.count', { count })}</span>
        {HealthState.enum
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <span key={state} className="fleet-count">
              <HealthDot state={state} /> {t(`health.state.${state}`)} {counts[state]}
            </span>
          ))}
      </span>
    </div>
  );
}
