import type { FieldOfView } from '../../../server/contract/placement.ts';
import { metresPerPixel, type MapView, type WorldPoint } from './projection.ts';

/** What a camera sees, as a sector at its place; too small to be seen: nothing. */
export function ViewCone({ at, fieldOfView, view }: { at: WorldPoint; fieldOfView: FieldOfView; view: MapView }) {
  const { heading, angle, range } = fieldOfView;
  const radius = range / metresPerPixel(view);
  if (radius < 6) return null;
  return (
    <svg className="map-cone" style={{ left: at.x, top: at.y }} width={1} height={1} aria-hidden>
      {angle >= 360 ? <circle r={radius} /> : <path d={sector(heading, angle, radius)} />}
    </svg>
  );
}

/** Compass degrees: 0 is north, clockwise. */
function sector(heading: number, angle: number, radius: number): string {
  const corner = (degrees: number): string => {
    const turned = ((degrees - 90) * Math.PI) / 180;
    return `${(Math.cos(turned) * radius).toFixed(1)} ${(Math.sin(turned) * radius).toFixed(1)}`;
  };
  const large = angle > 180 ? 1 : 0;
  return `M0 0L${corner(heading - angle / 2)}A${radius} ${radius} 0 ${large} 1 ${corner(heading + angle / 2)}Z`;
}
