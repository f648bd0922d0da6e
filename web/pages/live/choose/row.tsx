import { memo } from 'react';
import type { ChannelState } from '../../../../server/contract/camera.ts';
import type { CameraHealth, HealthState } from '../../../../server/contract/health.ts';
import { HealthDot } from '../../../components/health-mark.tsx';
import { StateDot } from '../../../components/state-dot.tsx';
import type { ChannelRow, UnitRow } from './rows.ts';
import type { RowWords } from './use-row-words.ts';

interface ChannelCellsProps {
  entry: ChannelRow['entry'];
  detail: string;
  state: ChannelState | undefined;
  health: CameraHealth | undefined;
  /** Where it is on the wall. */
  tile: number | undefined;
  starred: boolean;
  /** Of the list: a row has no hooks, as a search may bring thirty of them at a key. */
  words: RowWords;
  /** Must be stable. */
  star: (channelId: string) => void;
}

/** A channel: its state, name, where it is; the same elements are used for another one when the list moves. */
export const ChannelCells = memo(function ChannelCells(props: ChannelCellsProps) {
  const { entry, detail, state, health, tile, starred, words, star } = props;
  const fault = words.fault(health);
  const known: HealthState = health?.state ?? 'unknown';
  return (
    <>
      {/* What the picture does now says more than the last look at the device. */}
      {state && state.state !== 'idle' ? <StateDot state={state} /> : <HealthDot state={known} />}
      <span className="choose-words">
        <span className="choose-name">{entry.name}</span>
        {detail && <span className="choose-detail">{detail}</span>}
      </span>
      {fault && (
        <span className="choose-fault" data-health={known}>
          {fault}
        </span>
      )}
      <span className="unseen">{words.state(state)}</span>
      {tile !== undefined && (
        <span className="choose-tile" title={words.tile(tile)}>
          <span className="unseen">{words.tile(tile)}</span>
          <span aria-hidden>{tile + 1}</span>
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        className="choose-act choose-star"
        aria-pressed={starred}
        aria-label={starred ? words.unstar : words.star}
        title={starred ? words.unstar : words.star}
        onClick={(event) => {
          event.stopPropagation();
          star(entry.channelId);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {starred ? '★' : '☆'}
      </button>
    </>
  );
});

interface UnitCellsProps {
  name: string;
  open: boolean;
  online: number;
  /** Some do not answer. */
  part: boolean;
  all: number;
  folds: boolean;
  id: string;
  words: RowWords;
  fill: (unitId: string) => void;
}

/** A unit: how many of its cameras answer, and the way to put them on the wall. */
export const UnitCells = memo(function UnitCells(props: UnitCellsProps) {
  const { name, open, online, part, all, folds, id, words, fill } = props;
  const count = words.count({ online, all });
  return (
    <>
      <span className="choose-fold" aria-hidden>
        {folds ? (open ? '▾' : '▸') : '▦'}
      </span>
      <span className="choose-words">
        <span className="choose-name">{name}</span>
      </span>
      <span className="choose-count" title={count} data-part={part || undefined} data-none={online === 0 || undefined}>
        <span className="unseen">{count}</span>
        <span aria-hidden>
          <b>{online}</b>/{all}
        </span>
      </span>
      <button
        type="button"
        tabIndex={-1}
        className="choose-act"
        aria-label={words.fill}
        title={words.fill}
        onClick={(event) => {
          event.stopPropagation();
          fill(id);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        ⊞
      </button>
    </>
  );
});

/** What the row of a unit is drawn from. */
export function unitCells({ unit, open, count }: UnitRow) {
  return { id: unit.id, name: unit.name, open, online: count.online, part: count.offline > 0, all: count.all };
}
