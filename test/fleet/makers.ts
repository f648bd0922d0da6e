import type { AuthScheme } from './credentials.ts';

/** The habits of one (fictional) maker: all legal, all seen on real devices. */
export interface Maker {
  manufacturer: string;
  model: string;
  firmware: string;
  /** XML prefixes in place of the usual s, tds, trt, tr2, tt; an empty one is a default namespace. */
  prefixes: Record<string, string>;
  /** HTTP digest in ONVIF; null: the username token only. */
  httpAuth: Exclude<AuthScheme, 'none'> | null;
  usernameToken: boolean;
  /** Operations that need no login, beside GetSystemDateAndTime. */
  open: readonly string[];
  media2: boolean;
  /** Path of the media service; the device service is at `/onvif/device_service` everywhere. */
  mediaPath: string;
  ptzPath: string;
  imagingPath: string;
  /** Path of a stream, with query. */
  streamPath(role: 'main' | 'sub'): string;
  profileToken(role: 'main' | 'sub'): string;
  /** Answer of RTSP when all sessions are taken. */
  fullStatus: 453 | 503;
  /** Written before the envelope. */
  prolog: string;
}

const DISCOVERABLE = ['GetScopes', 'GetEndpointReference', 'GetCapabilities', 'GetServices'];

export const MAKERS = {
  /** As most do. */
  yuanshan: {
    manufacturer: 'Yuanshan',
    model: 'YS-IPC2420',
    firmware: 'V5.2.11 build 260318',
    prefixes: { s: 'env' },
    httpAuth: 'digest',
    usernameToken: true,
    open: DISCOVERABLE,
    media2: true,
    mediaPath: '/onvif/media',
    ptzPath: '/onvif/ptz',
    imagingPath: '/onvif/imaging',
    streamPath: (role) => `/streams/ch1/${role}`,
    profileToken: (role) => (role === 'main' ? 'Profile_1' : 'Profile_2'),
    fullStatus: 453,
    prolog: '<?xml version="1.0" encoding="UTF-8"?>\n',
  },
  /** Long prefixes, a query in the stream's path, HTTP digest only, one address for all services. */
  chengjiang: {
    manufacturer: 'Chengjiang',
    model: 'CJ-B30',
    firmware: '2.800.0000.9.R',
    prefixes: { s: 'SOAP-ENV', tds: 'ns17', trt: 'ns18', tt: 'onvif-schema', tr2: 'ns19' },
    httpAuth: 'digest',
    usernameToken: false,
    open: [],
    media2: false,
    mediaPath: '/onvif/device_service',
    ptzPath: '/onvif/device_service',
    imagingPath: '/onvif/device_service',
    streamPath: (role) => `/cam/live?channel=1&subtype=${role === 'main' ? 0 : 1}`,
    profileToken: (role) => `MediaProfile0000${role === 'main' ? 0 : 1}`,
    fullStatus: 503,
    prolog: '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>',
  },
  /** The username token only; comments, line breaks and no XML declaration. */
  lanting: {
    manufacturer: 'Lanting',
    model: 'LT 4MP Bullet',
    firmware: '1.0.3',
    prefixes: { s: 'soap12', tt: 'tt' },
    httpAuth: null,
    usernameToken: true,
    open: ['GetEndpointReference'],
    media2: true,
    mediaPath: '/onvif/Media',
    ptzPath: '/onvif/PTZ',
    imagingPath: '/onvif/Imaging',
    streamPath: (role) => `/${role === 'main' ? '0' : '1'}/av0`,
    profileToken: (role) => `profile ${role}`,
    fullStatus: 453,
    prolog: '<!-- LT web service -->\r\n\r\n',
  },
} as const satisfies Record<string, Maker>;

export type MakerName = keyof typeof MAKERS;
