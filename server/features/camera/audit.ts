import type { SignedIn } from '../../permissions.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Connection } from './source.ts';

type Named = Pick<StoredCamera, 'id' | 'unitId'>;

/** What is tried on a camera, for the record. */
export function toCameraAttempt(action: string, { id, unitId }: Named) {
  return { action, target: { kind: 'camera', id }, unitId };
}

/** What was done to a camera, and by whom. */
export function by({ user, address }: SignedIn, action: string, camera: Named) {
  return { user, address, ...toCameraAttempt(action, camera), outcome: 'done' as const };
}

/** For the record; an RTSP URL stays out of it, for some devices have passwords in their paths. */
export function whereIs({ kind, address, port }: Pick<Connection, 'kind' | 'address' | 'port'>) {
  return { kind, address, port };
}
