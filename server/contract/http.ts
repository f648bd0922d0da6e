import { Type } from 'typebox';
import { Camera, CameraCreate, CameraSource, CameraUpdate, ChannelState, Id, ProbeResult } from './camera.ts';
import { NetworkInterface } from './discovery.ts';
import { Session, Setup, SignIn } from './session.ts';

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
  'session.setup': { method: 'POST', path: '/setup', permission: 'public', body: Setup, reply: Session },
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
  /** One decoded picture, now: `image/jpeg`. */
  'channel.testPicture': {
    method: 'POST',
    path: '/channels/:id/test-picture',
    permission: 'camera.watch',
    params: ById,
    produces: 'image/jpeg',
    reply: Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' })),
  },
  'discovery.interfaces': {
    method: 'GET',
    path: '/discovery/interfaces',
    permission: 'camera.discover',
    reply: Type.Object({ interfaces: Type.Array(NetworkInterface) }),
  },
} as const;

export type RouteName = keyof typeof routes;
