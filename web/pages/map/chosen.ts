import type { Camera } from '../../../server/contract/camera.ts';
import { project, unproject, type Place } from '../../components/map/projection.ts';
import { nearest } from '../live/choose/nearest.ts';
import type { PlacedCamera } from './map-labels.ts';

/** Cameras that the panel beside the map tells of. */
export interface Chosen {
  kind: 'here' | 'area' | 'near';
  /** `metres`: from the point that they are near to. */
  members: readonly { camera: Camera; metres: number | null }[];
}

/** So many are near to a point. */
const NEAR = 8;

/** Those at one place, or within an area. */
export function chosenOf(kind: 'here' | 'area', placed: readonly PlacedCamera[]): Chosen {
  return { kind, members: placed.map(({ camera }) => ({ camera, metres: null })) };
}

/** Those nearest to a point of the map. */
export function nearTo(placed: readonly PlacedCamera[], point: Place): Chosen {
  const things = placed.map(({ camera, at }) => ({ camera, at: unproject(at) }));
  const members = nearest(things, unproject(project(point)), NEAR);
  return { kind: 'near', members: members.map(({ thing: { camera }, metres }) => ({ camera, metres })) };
}
