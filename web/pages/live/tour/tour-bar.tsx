import {
  CaretRightOutlined,
  CloseOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TourHand } from './use-tour.ts';
import './tour.css';

export interface TourBarProps {
  /** Of the tour. */
  name: string;
  hand: TourHand;
  /** Name of a camera, or of a wall in a tour of walls. */
  nameOf: (id: string) => string;
  /** Ends the tour; what is shown stays. */
  end: () => void;
}

/** So many are named; of the rest the number is told. */
const NAMED = 3;

/** A tour that runs: where it stands, how long this page stays, what was left out, and how to move it. */
export function TourBar({ name, hand, nameOf, end }: TourBarProps) {
  const { t } = useTranslation();
  const { page, pages, paused, running, shown, dwell, turns, skipped } = hand;
  const names = skipped.slice(0, NAMED).map(nameOf).join(t('tour.comma'));
  const progress = { '--dwell': `${dwell}ms`, '--shown': `${-Math.round(shown)}ms` } as CSSProperties;
  return (
    <section
      className="tour-bar"
      aria-label={t('tour.bar', { name })}
      data-page={page}
      data-pages={pages}
      data-turns={turns}
    >
      <span className="tour-name" title={name}>
        {name}
      </span>
      <span className="tour-place">{t('tour.page', { page, pages })}</span>
      <BarButton label={t('tour.previous')} icon={<StepBackwardOutlined />} act={hand.previous} />
      <BarButton
        label={t(paused ? 'tour.go' : 'tour.pause')}
        icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
        act={hand.toggle}
      />
      <BarButton label={t('tour.next')} icon={<StepForwardOutlined />} act={hand.next} />
      <BarButton label={t('tour.end')} icon={<CloseOutlined />} act={end} />
      <span className="tour-skipped" role="status" title={skipped.map(nameOf).join(t('tour.comma'))}>
        {skipped.length > NAMED && t('tour.skippedMore', { names, count: skipped.length })}
        {skipped.length > 0 && skipped.length <= NAMED && t('tour.skipped', { names })}
      </span>
      <span
        key={`${turns} ${shown}`}
        className="tour-progress"
        data-running={running || undefined}
        style={progress}
        aria-hidden
      />
    </section>
  );
}

function BarButton({ label, icon, act }: { label: string; icon: ReactNode; act: () => void }) {
  return <Button type="text" size="small" icon={icon} title={label} aria-label={label} onClick={act} />;
}
