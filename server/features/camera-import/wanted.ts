import { isDeepStrictEqual } from 'node:util';
import { Type, type Static } from 'typebox';
import type { CameraSource } from '../../contract/camera.ts';
import { Placement } from '../../contract/placement.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import type { Cameras } from '../../store/cameras.ts';

/** What is to be registered: one item of an import. It is kept with the job, sealed. */
export const Wanted = Type.Object({
  device: Type.Union([
    Type.Object({ kind: Type.Literal('onvif'), address: Type.String(), port: Type.Integer() }),
    Type.Object({ kind: Type.Literal('rtsp'), url: Type.String() }),
  ]),
  /** Null: those that it has, or the sets in their order. */
  credentials: Type.Union([Type.Object({ username: Type.String(), password: Type.String() }), Type.Null()]),
  /** Of whose sets only those with this user name are tried; empty: all. */
  username: Type.String(),
  /** Empty: the one that it has, or the device's own. */
  name: Type.String(),
  unitId: Type.Union([Type.String(), Type.Null()]),
  /** What is not there is left as it is. */
  placement: Type.Partial(Placement),
});
export type Wanted = Static<typeof Wanted>;

/** The camera that stands at this address already. */
export function findAt(cameras: Cameras, device: Wanted['device']): Promise<StoredCamera | null> {
  if (device.kind === 'onvif') return cameras.findByAddress(device.address, device.port);
  return cameras.findByStreamUri(plainUrl(device.url));
}

/** What tells devices apart before they are asked. */
export function keyOf(device: Wanted['device']): string {
  return device.kind === 'onvif' ? `${device.address}:${device.port}` : plainUrl(device.url);
}

/** The same, of one that is registered. */
export function keyOfCamera({ kind, address, port, channels }: StoredCamera): string {
  return kind === 'onvif' ? `${address}:${port}` : (channels[0]?.profiles[0]?.streamUri ?? '');
}

/** As the hub stores it: without credentials. */
function plainUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return text;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/** Of name, unit and placement, what becomes different; null: nothing. */
export function changeOf(
  camera: StoredCamera,
  { name, unitId, placement }: Wanted,
): { name?: string; unitId?: string; placement?: Placement } | null {
  const after = { ...camera.placement, ...placement };
  const change = {
    ...(name !== '' && name !== camera.name && { name }),
    ...(unitId !== null && unitId !== camera.unitId && { unitId }),
    ...(!isDeepStrictEqual(after, camera.placement) && { placement: after }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** Whether the hub would sign in to it otherwise than it does. */
export function hasOtherCredentials(camera: StoredCamera, { credentials, username }: Wanted): boolean {
  const { username: own, password } = camera.credentials ?? { username: '', password: '' };
  if (credentials === null) return username !== '' && username !== own;
  return credentials.username !== own || credentials.password !== password;
}

/** How the hub is told of the device. */
export function toSource(device: Wanted['device'], credentials: { username: string; password: string }): CameraSource {
  return { ...device, ...credentials };
}
