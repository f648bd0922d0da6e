import { memo } from 'react';
import type { Camera, ChannelState } from '../../../../server/contract/camera.ts';
import type { CameraHealth } from '../../../../server/contract/health.ts';
import { HealthWords } from '../../../components/health-mark.tsx';
import type { Language } from '../../../i18n/index.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { MaskMark } from '../mask-mark.tsx';
import type { RowActs, RowRights } from './row-acts.ts';
import { RowButtons } from './row-buttons.tsx';
import type { RowWords } from './use-row-words.ts';

interface CellsProps {
  camera: Camera;
  unit: string;
  level: number;
  health: CameraHealth | undefined;
  /** Of the first channel. */
  state: ChannelState | undefined;
  selected: boolean;
  language: Language;
  rights: RowRights;
  acts: RowActs;
  /** Of the list: a row has no hooks, as a search may bring thirty of them at a key. */
  words: RowWords;
}

interface CameraRowProps extends CellsProps {
  index: number;
  /** px */
  top: number;
  hidden: boolean;
}

/** A camera of the list, in its place. */
export function CameraRow({ index, top, hidden, ...cells }: CameraRowProps) {
  return (
    <div
      className="fleet-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={cells.selected}
      data-camera={hidden ? undefined : cells.camera.id}
      data-hidden={hidden || undefined}
      style={{ top }}
    >
      <Cells {...cells} />
    </div>
  );
}

/** Drawn anew only when something of the camera changes, and not where its row moves. */
const Cells = memo(function Cells(props: CellsProps) {
  const { camera, unit, level, health, state, selected, language, rights, acts, words } = props;
  const { t } = words;
  const { id, name, placement, channels } = camera;
  const [channel] = channels;
  const masked = channels.find(({ maskState }) => maskState !== 'none');
  return (
    <>
      <span role="cell" className="fleet-tick">
        <input
          type="checkbox"
          checked={selected}
          aria-label={words.select(name)}
          onChange={({ target, nativeEvent }) =>
            acts.select(camera, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </span>
      <span role="cell" className="fleet-name" style={{ paddingLeft: level * 16 }}>
        <span className="fleet-line">
          <a href={`/cameras/${id}`}>{name}</a>
          {camera.gaps.length > 0 && <span className="tag">{t('camera.acceptance')}</span>}
        </span>
        <span className="fleet-line quiet">{placement.place}</span>
      </span>
      <span role="cell" className="fleet-where">
        <span className="fleet-line" title={unit}>
          {unit}
        </span>
        <span className="fleet-line quiet">{placement.carrier}</span>
      </span>
      <span role="cell" className="fleet-state">
        <span className="fleet-line">
          <HealthWords health={health} t={t} />
        </span>
        <span className="fleet-line quiet">
          {health && health.state !== 'unknown' && t('since', { time: formatMoment(health.since, language) })}
          {state && state.state !== 'idle' && (
            <span data-relay-state={state.state}>
              {t('cameras.watched', { state: t(`relay.${state.state}`), count: state.viewers })}
            </span>
          )}
          {masked && <MaskMark state={masked.maskState} />}
        </span>
      </span>
      <span role="cell" className="fleet-address">
        <span className="fleet-line">
          <span>
            {camera.address}
            <span className="quiet">:{camera.port}</span>
          </span>
        </span>
        <span className="fleet-line quiet">{[camera.manufacturer, camera.model].filter(Boolean).join(' ')}</span>
      </span>
      <span role="cell" className="fleet-streams">
        {channel?.profiles.map((profile) => (
          <span key={profile.role} className="fleet-line">
            {words.profile(profile)}
          </span>
        ))}
        {channels.length > 1 && <span className="quiet">{t('cameras.channels', { count: channels.length })}</span>}
      </span>
      <span role="cell" className="fleet-acts">
        <RowButtons camera={camera} rights={rights} acts={acts} words={words} />
      </span>
    </>
  );
});
