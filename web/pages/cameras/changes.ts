import type { Camera, CameraUpdate } from '../../../server/contract/camera.ts';
import type { PlaceType, Placement } from '../../../server/contract/placement.ts';

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
  placeType?: PlaceType | null;
  reason: string;
  /** Of the field of view: it is declared when all three are. Degrees; m. */
  heading: number | null;
  angle: number | null;
  range: number | null;
  sign: boolean;
  filing: string;
  filingDeadline: string;
  carrier: string;
  contractor: string;
  retentionDays: number | null;
}

/** The form as it begins. */
export function editForm({ name, unitId, address, port, username, placement }: Camera): EditForm {
  const { fieldOfView, ...rest } = placement;
  const { heading = null, angle = null, range = null } = fieldOfView ?? {};
  return { name, unitId, address, port, username, password: '', ...rest, heading, angle, range };
}

/** Only what differs: a camera whose connection is not touched need not be reachable. */
export function changesOf(camera: Camera, form: EditForm): CameraUpdate {
  const { name, unitId, address, port, username, password } = form;
  const placement = placementOf(form);
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

function placementOf(form: EditForm): Placement {
  const { heading, angle, range } = form;
  const whole = heading !== null && angle !== null && range !== null;
  return {
    place: form.place.trim(),
    longitude: form.longitude,
    latitude: form.latitude,
    placeType: form.placeType ?? null,
    reason: form.reason.trim(),
    fieldOfView: whole ? { heading, angle, range } : null,
    sign: form.sign,
    filing: form.filing.trim(),
    filingDeadline: form.filingDeadline,
    carrier: form.carrier.trim(),
    contractor: form.contractor.trim(),
    retentionDays: form.retentionDays,
  };
}

function differ({ fieldOfView: a, ...rest }: Placement, { fieldOfView: b, ...other }: Placement): boolean {
  if (a?.heading !== b?.heading || a?.angle !== b?.angle || a?.range !== b?.range) return true;
  return (Object.keys(rest) as (keyof typeof rest)[]).some((name) => rest[name] !== other[name]);
}
