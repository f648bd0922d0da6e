import type { CameraSource } from '../../contract/camera.ts';
import { HubError } from '../../errors.ts';
import type { StoredCamera } from '../../store/camera-record.ts';
import { canonicalHost } from './host.ts';

type Credentials = NonNullable<StoredCamera['credentials']>;

/** Where a camera is and how to sign in to it, with no credentials in any address. */
export type Connection = { address: string; port: number; credentials: Credentials | null } & (
  { kind: 'onvif' } | { kind: 'rtsp'; url: string }
);

/** The default port of RTSP (RFC 2326, section 3.2). */
const RTSP_PORT = 554;

/**
 * Takes a source of a page apart. Credentials inside of a URL are taken out here, at the door; those given beside it
 * go before.
 * @throws HubError `request.invalid` if the URL is none
 */
export function toConnection(source: CameraSource): Connection {
  const given = credentials(source.username, source.password);
  if (source.kind === 'onvif') {
    const { kind, address, port } = source;
    return { kind, address: canonicalHost(address), port, credentials: given };
  }
  const url = URL.parse(source.url);
  if (url === null || url.hostname === '') {
    throw new HubError('request.invalid', { zh: 'url 不是 RTSP 地址', en: 'url is not an RTSP URL' });
  }
  const inside = credentials(unescape(url.username), unescape(url.password));
  url.username = '';
  url.password = '';
  url.hash = '';
  const address = canonicalHost(url.hostname);
  url.hostname = address.includes(':') ? `[${address}]` : address;
  return {
    kind: 'rtsp',
    address,
    port: url.port === '' ? RTSP_PORT : Number(url.port),
    url: url.href,
    credentials: given ?? inside,
  };
}

/** How a registered camera is reached. */
export function connectionOf(camera: StoredCamera): Connection {
  const { kind, address, port, credentials: known } = camera;
  if (kind === 'onvif') return { kind, address, port, credentials: known };
  const url = camera.channels[0]?.profiles[0]?.streamUri;
  if (url === undefined) throw new Error(`camera ${camera.id} has no stream`);
  return { kind, address, port, url, credentials: known };
}

function credentials(username: string, password: string): Credentials | null {
  return username === '' && password === '' ? null : { username, password };
}

/** A stray `%` is meant as it is: people type passwords into URLs. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
