import type { Camera, CameraUpdate } from '../../../server/contract/camera.ts';
import type { Placement } from '../../../server/contract/placement.ts';

/** What the form for a camera holds; fields that were emptied are undefined or null. */
export interface EditForm {
  name: string;
  unitId: string | undefined;
  address: string;
  port: number;
  username: string;
  /** Empty: the stored one stays. */
  password: string;
  place: string;
  longitude: number | null;
  latitude: number | null;
  reason: string;
  sign: boolean;
  filing: string;
}

/** The form as it begins. */
export function editForm({ name, unitId, address, port, username, placement }: Camera): EditForm {
  return { name, unitId, address, port, username, password: '', ...placement };
}

/** Only what differs: a camera whose connection is not touched need not be reachable. */
export function changesOf(camera: Camera, form: EditForm): CameraUpdate {
  const { name, unitId, address, port, username, password } = form;
  const placement = placementOf(camera, form);
  return {
    ...(name.trim() !== camera.name && { name: name.trim() }),
    ...(unitId !== undefined && unitId !== camera.unitId && { unitId }),
    ...(differ(placement, camera.placement) && { placement }),
    ...(address.trim() !== camera.address && { address: address.trim() }),
    ...(port !== camera.port && { port }),
    ...(username.trim() !== camera.username && { username: username.trim() }),
    ...(password !== '' && { password }),
  };
}

function placementOf(camera: Camera, { place, longitude, latitude, reason, sign, filing }: EditForm): Placement {
  return {
    ...camera.placement,
    place: place.trim(),
    longitude,
    latitude,
    reason: reason.trim(),
    sign,
    filing: filing.trim(),
  };
}

function differ(a: Placement, b: Placement): boolean {
  return (
    a.place !== b.place ||
    a.longitude !== b.longitude ||
    a.latitude !== b.latitude ||
    a.reason !== b.reason ||
    a.sign !== b.sign ||
    a.filing !== b.filing
  );
}
