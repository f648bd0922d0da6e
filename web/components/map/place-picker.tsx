import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldOfView } from '../../../server/contract/placement.ts';
import { MapSurface } from './map-surface.tsx';
import { fit, project, toScreen, type MapSize, type MapView, type Place } from './projection.ts';
import { ViewCone } from './view-cone.tsx';

export interface PlacePickerProps {
  /** Null: none yet. */
  place: Place | null;
  fieldOfView: FieldOfView | null;
  /** Shown to find one's way: other cameras of the unit. */
  near: readonly Place[];
  /** Absent: it is only shown. */
  pick?: (place: Place) => void;
}

/** A place on the map: shown, and chosen by a click. */
export function PlacePicker({ place, fieldOfView, near, pick }: PlacePickerProps) {
  const { t } = useTranslation();
  const [size, setSize] = useState<MapSize>({ width: 0, height: 0 });
  const [moved, setView] = useState<MapView | null>(null);
  const known = (place ? [place] : near).map(project);
  const view = moved ?? fit(known, size);
  const at = place && toScreen(project(place), view, size);
  return (
    <div className="place-picker">
      <MapSurface
        label={t(pick ? 'map.pick' : 'map.place')}
        view={view}
        setView={setView}
        size={size}
        setSize={setSize}
        fitAll={() => setView(fit([...(place ? [place] : []), ...near].map(project), size))}
        // At the sixth decimal it is known to about 10 cm.
        {...(pick && {
          click: ({ longitude, latitude }: Place) =>
            pick({ longitude: Number(longitude.toFixed(6)), latitude: Number(latitude.toFixed(6)) }),
        })}
      >
        {near.map((other, index) => {
          const { x, y } = toScreen(project(other), view, size);
          return <span key={index} className="map-near" style={{ left: x, top: y }} />;
        })}
        {at && fieldOfView && <ViewCone at={at} fieldOfView={fieldOfView} view={view} />}
        {at && <span className="map-here" style={{ left: at.x, top: at.y }} />}
      </MapSurface>
    </div>
  );
}
