import { memo } from 'react';
import {
  metresPerPixel,
  project,
  roundDown,
  toScreen,
  toWorld,
  unproject,
  type MapSize,
  type MapView,
} from './projection.ts';

/** About so far apart, px. */
const LINES = 160;
const RULER = 120;

/** Lines of longitude and latitude with their degrees, and a scale: what a map without tiles is read by. */
export const MapGrid = memo(function MapGrid({ view, size }: { view: MapView; size: MapSize }) {
  const { width, height } = size;
  if (!width || !height) return null;
  const northWest = unproject(toWorld({ x: 0, y: 0 }, view, size));
  const southEast = unproject(toWorld({ x: width, y: height }, view, size));
  const step = roundDown(((southEast.longitude - northWest.longitude) / width) * LINES);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const metres = roundDown(metresPerPixel(view) * RULER);
  const ruler = metres / metresPerPixel(view);
  return (
    <svg className="map-grid" width={width} height={height} aria-hidden>
      {between(northWest.longitude, southEast.longitude, step).map((longitude) => {
        const { x } = toScreen(project({ longitude, latitude: 0 }), view, size);
        return (
          <g key={`x${longitude}`}>
            <line x1={x} x2={x} y1={0} y2={height} />
            <text x={x + 4} y={height - 6}>
              {longitude.toFixed(digits)}°
            </text>
          </g>
        );
      })}
      {between(southEast.latitude, northWest.latitude, step).map((latitude) => {
        const { y } = toScreen(project({ longitude: 0, latitude }), view, size);
        return (
          <g key={`y${latitude}`}>
            <line x1={0} x2={width} y1={y} y2={y} />
            <text x={4} y={y - 4}>
              {latitude.toFixed(digits)}°
            </text>
          </g>
        );
      })}
      <g className="map-ruler" transform={`translate(${width - ruler - 16}, ${height - 26})`}>
        <path d={`M0 -5V0H${ruler}V-5`} />
        <text x={ruler / 2} y={-6} textAnchor="middle">
          {metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}
        </text>
      </g>
    </svg>
  );
});

function between(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  // A view of the whole world at a strange size must not draw for ever.
  const count = Math.min(60, Math.max(0, last - first + 1));
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
