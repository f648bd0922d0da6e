import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { HealthState } from '../../../server/contract/health.ts';
import { HealthDot } from '../../components/health-mark.tsx';
import { stateOf } from '../../components/health-order.ts';
import { areaInSight, within, type Area } from '../../components/map/area.ts';
import { MapSurface } from '../../components/map/map-surface.tsx';
import { fit, toScreen, zoomAt, type MapSize, type MapView } from '../../components/map/projection.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { idsBelow } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useCameras } from '../../hooks/use-cameras.ts';
import { useHealth } from '../../hooks/use-health.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useUnits } from '../../hooks/use-units.ts';
import { chosenOf, nearTo, type Chosen } from './chosen.ts';
import { HerePanel } from './here-panel.tsx';
import { isLabelled, labelUnits, placeCameras, type PlacedCamera } from './map-labels.ts';
import { MapMarks } from './map-marks.tsx';
import { MapTools } from './map-tools.tsx';
import './map.css';

/** The whole world in px from which a cluster is not opened any further, but listed. */
const NEAREST = 2 ** 25;
const OPEN = 4;
/** What would be nearer together even then stands at one place, px. */
const APART = 60;
/** The whole world in px from which a unit's sites are named below it. */
const SITES_FROM = 2 ** 18;

/** Where the cameras are, and which do not work. */
export default function CameraMap() {
  const { t } = useTranslation();
  const cameras = useCameras();
  const health = useHealth();
  const tree = useUnitTree();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const unitId = params.get('unit');
  const [hidden, setHidden] = useState<ReadonlySet<HealthState>>(new Set());
  const [size, setSize] = useState<MapSize>({ width: 0, height: 0 });
  const [moved, setView] = useState<MapView | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [drawing, setDrawing] = useState(false);
  const { sites } = useUnits();
  const sitesOf = useMemo(() => Map.groupBy(sites, ({ unitId: id }) => id), [sites]);

  const placed = useMemo(() => {
    const all = placeCameras(cameras.data ?? []);
    if (unitId === null) return all;
    const below = idsBelow(tree, unitId);
    return all.filter(({ camera }) => below.has(camera.unitId));
  }, [cameras.data, tree, unitId]);
  const shown = useMemo(
    () => placed.filter(({ camera }) => !hidden.has(stateOf(camera.id, health.byCamera))),
    [placed, hidden, health.byCamera],
  );
  const labels = useMemo(() => labelUnits(tree, placed), [tree, placed]);
  const whole = useMemo(
    () =>
      fit(
        placed.map(({ at }) => at),
        size,
      ),
    [placed, size],
  );
  const view = moved ?? whole;
  const missing = (cameras.data ?? []).filter(({ placement }) => placement.longitude === null).length;
  const open = (members: readonly PlacedCamera[]): void => {
    const [first] = members;
    const apart = members.some(({ at }) => first && Math.hypot(at.x - first.at.x, at.y - first.at.y) * NEAREST > APART);
    if (!first || !apart || view.scale >= NEAREST) {
      setChosen(chosenOf('here', members));
      return;
    }
    const around = fit(
      members.map(({ at }) => at),
      size,
    );
    setView(around.scale > view.scale ? around : zoomAt(view, OPEN, toScreen(first.at, view, size), size));
  };
  const take = (area: Area): void => {
    setDrawing(false);
    setChosen(chosenOf('area', within(shown, area)));
  };
  const inSight = useMemo(() => (size.width ? within(shown, areaInSight(view, size)) : []), [shown, view, size]);
  const toggle = (state: HealthState): void =>
    setHidden((before) => {
      const after = new Set(before);
      after[before.has(state) ? 'delete' : 'add'](state);
      return after;
    });

  return (
    <main className="page map-page">
      <div className="page-bar">
        <h1>{t('map.title')}</h1>
        <span className="quiet" role="status">
          {t('cameras.count', { count: shown.length })}
          {missing > 0 && t('map.missing', { count: missing })}
        </span>
        <div className="map-states" role="group" aria-label={t('camera.state')}>
          {HealthState.enum.map((state) => (
            <button key={state} type="button" aria-pressed={!hidden.has(state)} onClick={() => toggle(state)}>
              <HealthDot state={state} /> {t(`health.state.${state}`)}
            </button>
          ))}
        </div>
        {may('camera.watch') && (
          <MapTools
            drawing={drawing}
            setDrawing={setDrawing}
            inSight={inSight.length}
            takeSight={() => setChosen(chosenOf('area', inSight))}
          />
        )}
        <UnitSelect
          className="map-unit"
          clearable
          placeholder={t('cameras.everywhere')}
          value={unitId ?? undefined}
          onChange={(id) => {
            setParams(id ? { unit: id } : {}, { replace: true });
            setView(null);
          }}
        />
      </div>
      {cameras.error && <Problem error={cameras.error} />}
      {health.error && <Problem error={health.error} />}
      <div className="map-columns">
        <MapSurface
          label={t('map.label')}
          view={view}
          setView={setView}
          size={size}
          setSize={setSize}
          fitAll={() => setView(null)}
          click={(place) => setChosen(chosen ? null : nearTo(shown, place))}
          area={{ drawing, drawn: take }}
        >
          {labels
            .filter(({ unit }) => isLabelled(unit, view.scale))
            .map(({ unit, at }) => {
              const { x, y } = toScreen(at, view, size);
              return (
                <span key={unit.id} className="map-label" data-kind={unit.kind} style={{ left: x, top: y }}>
                  {unit.name}
                  {view.scale >= SITES_FROM &&
                    sitesOf.get(unit.id)?.map((site) => (
                      <span key={site.id} className="map-site">
                        ▣ {site.name}
                      </span>
                    ))}
                </span>
              );
            })}
          <MapMarks placed={shown} health={health.byCamera} view={view} size={size} open={open} />
        </MapSurface>
        {chosen && <HerePanel chosen={chosen} health={health.byCamera} close={() => setChosen(null)} />}
      </div>
    </main>
  );
}
