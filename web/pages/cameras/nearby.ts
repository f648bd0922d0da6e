import type { Camera } from '../../../server/contract/camera.ts';
import type { Place } from '../../components/map/projection.ts';

/** Enough to find one's way. */
const MOST = 200;

/** Where a camera stands; null: not known. */
export function placeOf({ placement: { longitude, latitude } }: Pick<Camera, 'placement'>): Place | null {
  return longitude === null || latitude === null ? null : { longitude, latitude };
}

/** Places of other cameras: those of the unit, or where it has none, any. */
export function nearTo(cameras: readonly Camera[], unitId: string, without: string): Place[] {
  const others = cameras.filter(({ id }) => id !== without);
  const own = others.filter((camera) => camera.unitId === unitId && placeOf(camera));
  return (own.length ? own : others).flatMap((camera) => placeOf(camera) ?? []).slice(0, MOST);
}
