import { Type } from 'typebox';
import {
  Camera,
  CameraCreate,
  CameraSource,
  CameraUpdate,
  Channel,
  ChannelState,
  Id,
  Masks,
  ProbeResult,
} from './camera.ts';
import { mapRoutes } from './base-map.ts';
import { NetworkInterface } from './discovery.ts';
import { cameraRoutes } from './http-cameras.ts';
import { grantRoutes } from './http-grants.ts';
import { meetingRoutes } from './http-meetings.ts';
import { orgRoutes } from './http-org.ts';
import { peopleRoutes } from './http-people.ts';
import { recordRoutes } from './http-record.ts';
import { wallRoutes } from './http-walls.ts';
import { Session, Setup, SetupLink, SetupLook, SignIn } from './session.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });

/** Where the REST table lives; OpenAPI at `/api/v1/openapi.json`. */
export const API = '/api/v1';

/**
 * Every route: method, path below `/api/v1`, the permission it needs (`public`: none), and its schemas; `produces` where
 * the reply is not JSON.
 * A camera failure is answered with error code `camera.<cause>`.
 */
export const routes = {
  'session.read': { method: 'GET', path: '/session', permission: 'public', reply: Session },
  'session.signIn': { method: 'POST', path: '/session', permission: 'public', body: SignIn, reply: Session },
  'session.signOut': { method: 'DELETE', path: '/session', permission: 'session.own', reply: Nothing },
  'session.look': { method: 'POST', path: '/setup/look', permission: 'public', body: SetupLook, reply: SetupLink },
  'session.setup': { method: 'POST', path: '/setup', permission: 'public', body: Setup, reply: Session },
  /** Of the hub's own authority, to be installed on the machines that use it; PEM. 404 where none was made. */
  'hub.certificate': {
    method: 'GET',
    path: '/certificate',
    permission: 'public',
    produces: 'application/x-x509-ca-cert',
    reply: Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' })),
  },
  'camera.list': {
    method: 'GET',
    path: '/cameras',
    permission: 'camera.list',
    reply: Type.Object({ cameras: Type.Array(Camera), states: Type.Array(ChannelState) }),
  },
  'camera.probe': {
    method: 'POST',
    path: '/cameras/probe',
    permission: 'camera.register',
    body: CameraSource,
    reply: ProbeResult,
  },
  'camera.register': {
    method: 'POST',
    path: '/cameras',
    permission: 'camera.register',
    body: CameraCreate,
    /** `created` is false where the camera was known: it was updated. */
    reply: Type.Object({ camera: Camera, created: Type.Boolean() }),
  },
  'camera.update': {
    method: 'PATCH',
    path: '/cameras/:id',
    permission: 'camera.register',
    params: ById,
    body: CameraUpdate,
    reply: Camera,
  },
  'camera.remove': {
    method: 'DELETE',
    path: '/cameras/:id',
    permission: 'camera.register',
    params: ById,
    reply: Nothing,
  },
  /** One decoded picture, now: `image/jpeg`. It is a view, and needs a grant like any other. */
  'channel.testPicture': {
    method: 'POST',
    path: '/channels/:id/test-picture',
    permission: 'camera.watch',
    params: ById,
    body: Type.Object({ grantId: Id }),
    produces: 'image/jpeg',
    reply: Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' })),
  },
  /** All masks of the channel, in place of those before; the device is asked to draw them. */
  'channel.mask': {
    method: 'PUT',
    path: '/channels/:id/masks',
    permission: 'mask.write',
    params: ById,
    body: Masks,
    reply: Channel,
  },
  'discovery.interfaces': {
    method: 'GET',
    path: '/discovery/interfaces',
    permission: 'camera.discover',
    reply: Type.Object({ interfaces: Type.Array(NetworkInterface) }),
  },
  ...cameraRoutes,
  ...orgRoutes,
  ...peopleRoutes,
  ...grantRoutes,
  ...recordRoutes,
  ...wallRoutes,
  ...meetingRoutes,
  ...mapRoutes,
} as const;

export type RouteName = keyof typeof routes;
