import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Camera, ChannelState } from '../../../../server/contract/camera.ts';
import type { CameraHealth } from '../../../../server/contract/health.ts';
import { HealthMark } from '../../../components/health-mark.tsx';
import type { Language } from '../../../i18n/index.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { MaskMark } from '../mask-mark.tsx';
import { Profiles } from '../profiles.tsx';
import type { RowActs } from './row-acts.ts';
import { RowButtons } from './row-buttons.tsx';

interface CameraRowProps {
  camera: Camera;
  unit: string;
  level: number;
  index: number;
  /** px */
  top: number;
  health: CameraHealth | undefined;
  /** Of the first channel. */
  state: ChannelState | undefined;
  selected: boolean;
  language: Language;
  acts: RowActs;
}

/** A camera of the list. Drawn anew only when something of it changes. */
export const CameraRow = memo(function CameraRow(props: CameraRowProps) {
  const { camera, unit, level, index, top, health, state, selected, language, acts } = props;
  const { t } = useTranslation();
  const { id, name, placement, channels } = camera;
  const [channel] = channels;
  const masked = channels.find(({ maskState }) => maskState !== 'none');
  return (
    <div
      className="fleet-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-camera={id}
      style={{ top }}
    >
      <span role="cell" className="fleet-tick">
        <input
          type="checkbox"
          checked={selected}
          aria-label={t('cameras.select', { name })}
          onChange={({ target, nativeEvent }) =>
            acts.select(camera, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </span>
      <span role="cell" className="fleet-name" style={{ paddingLeft: level * 16 }}>
        <span className="fleet-line">
          <Link to={`/cameras/${id}`}>{name}</Link>
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
          <HealthMark health={health} since={false} />
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
        {channel && <Profiles profiles={channel.profiles} />}
        {channels.length > 1 && <span className="quiet">{t('cameras.channels', { count: channels.length })}</span>}
      </span>
      <span role="cell" className="fleet-acts">
        <RowButtons camera={camera} acts={acts} />
      </span>
    </div>
  );
});
