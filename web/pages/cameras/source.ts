import type { CameraSource, Cause } from '../../../server/contract/camera.ts';

/** The form of a new camera; fields of the other kind are kept while the user switches. */
export interface CameraForm {
  kind: CameraSource['kind'];
  name?: string;
  /** Unit that it is to belong to. */
  unitId?: string | null;
  address?: string;
  port?: number | null;
  url?: string;
  username?: string;
  password?: string;
}

/** ONVIF's usual port on the cameras of the trade. */
export const ONVIF_PORT = 80;

/** What the hub is asked with. */
export function readSource(form: CameraForm): CameraSource {
  const credentials = { username: form.username?.trim() ?? '', password: form.password ?? '' };
  if (form.kind === 'rtsp') return { kind: 'rtsp', url: form.url?.trim() ?? '', ...credentials };
  return { kind: 'onvif', address: form.address?.trim() ?? '', port: form.port ?? ONVIF_PORT, ...credentials };
}

/** The field that a cause is mostly mended at; null where there is none. */
export function fieldOf(cause: Cause | null, kind: CameraSource['kind']): keyof CameraForm | null {
  switch (cause) {
    case 'address':
    case 'range':
      return kind === 'rtsp' ? 'url' : 'address';
    case 'tcp':
      return kind === 'rtsp' ? 'url' : 'port';
    case 'credentials':
      return 'password';
    case 'rtsp':
      return kind === 'rtsp' ? 'url' : null;
    default:
      return null;
  }
}
