import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { stateOf, worstOf, type HealthOf } from '../../components/health-order.ts';
import { clusterOf } from '../../components/map/clusters.ts';
import type { MapSize, MapView } from '../../components/map/projection.ts';
import { ViewCone } from '../../components/map/view-cone.tsx';
import type { PlacedCamera } from './map-labels.ts';

interface MapMarksProps {
  placed: readonly PlacedCamera[];
  health: HealthOf;
  view: MapView;
  size: MapSize;
  open: (members: readonly PlacedCamera[]) => void;
}

/** Cameras, and clusters of them in the colour of the worst; how many do not work is said in figures, too. */
export const MapMarks = memo(function MapMarks({ placed, health, view, size, open }: MapMarksProps) {
  const { t } = useTranslation();
  if (!size.width) return null;
  return clusterOf(placed, view, size).map(({ key, members, x, y }) => {
    const states = members.map(({ camera }) => stateOf(camera.id, health));
    const worst = worstOf(states);
    const bad = states.filter((state) => state === 'offline' || state === 'faulty').length;
    const [first] = members;
    const lone = members.length === 1 && first ? first.camera : null;
    const label = lone
      ? t('map.camera', { name: lone.name, state: t(`health.state.${worst}`) })
      : t('map.cluster', { count: members.length, bad });
    return (
      <div key={key}>
        {lone?.placement.fieldOfView && <ViewCone at={{ x, y }} fieldOfView={lone.placement.fieldOfView} view={view} />}
        <button
          type="button"
          className="map-mark"
          data-worst={worst}
          data-members={members.length}
          style={{ left: x, top: y }}
          aria-label={label}
          title={label}
          onClick={() => open(members)}
        >
          {lone ? '' : bad > 0 ? `${bad}/${members.length}` : members.length}
        </button>
      </div>
    );
  });
});
