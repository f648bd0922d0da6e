import { memo, useMemo } from 'react';
import { useBaseMap } from '../../hooks/use-base-map.ts';
import { basePaths, baseTransform } from './base-paths.ts';
import type { MapSize, MapView } from './projection.ts';

/** The hub's own base map, below all else; nothing where it has none. */
export const BaseLayer = memo(function BaseLayer({ view, size }: { view: MapView; size: MapSize }) {
  const { data } = useBaseMap();
  const base = useMemo(() => data && basePaths(data), [data]);
  if (!base || !size.width) return null;
  return (
    <>
      <svg className="map-base" width={size.width} height={size.height} aria-hidden>
        <g transform={baseTransform(base, view, size)}>
          {base.paths.map(({ kind, d }) => (
            <path key={kind} data-kind={kind} d={d} vectorEffect="non-scaling-stroke" />
          ))}
        </g>
      </svg>
      {data?.attribution && <p className="map-attribution">{data.attribution}</p>}
    </>
  );
});
