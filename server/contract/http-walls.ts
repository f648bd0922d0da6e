import { Type } from 'typebox';
import { Id } from './camera.ts';
import { Session } from './session.ts';
import {
  Favourites,
  Kiosk,
  KioskCreate,
  KioskMade,
  KioskSignIn,
  SiteView,
  Tour,
  TourWrite,
  Wall,
  WallWrite,
} from './wall.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });
const Jpeg = Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' }));

/** Routes of walls, tours, favourites, kiosks, and of single pictures. */
export const wallRoutes = {
  /**
   * One's own, and those shared with a unit in or below which one has a role (or above, where one may share oneself).
   * `sites`: of those that show one of them; to a kiosk its own site alone, also where it shows nothing.
   */
  'wall.list': {
    method: 'GET',
    path: '/walls',
    permission: 'wall.use',
    reply: Type.Object({ walls: Type.Array(Wall), tours: Type.Array(Tour), sites: Type.Array(SiteView) }),
  },
  'wall.create': { method: 'POST', path: '/walls', permission: 'wall.use', body: WallWrite, reply: Wall },
  'wall.update': {
    method: 'PUT',
    path: '/walls/:id',
    permission: 'wall.use',
    params: ById,
    body: WallWrite,
    reply: Wall,
  },
  'wall.remove': { method: 'DELETE', path: '/walls/:id', permission: 'wall.use', params: ById, reply: Nothing },
  'tour.create': { method: 'POST', path: '/tours', permission: 'wall.use', body: TourWrite, reply: Tour },
  'tour.update': {
    method: 'PUT',
    path: '/tours/:id',
    permission: 'wall.use',
    params: ById,
    body: TourWrite,
    reply: Tour,
  },
  'tour.remove': { method: 'DELETE', path: '/tours/:id', permission: 'wall.use', params: ById, reply: Nothing },
  'site.setView': {
    method: 'PUT',
    path: '/sites/:id/view',
    permission: 'wall.share',
    params: ById,
    body: Type.Pick(SiteView, ['show']),
    reply: SiteView,
  },
  'favourite.read': { method: 'GET', path: '/favourites', permission: 'wall.use', reply: Favourites },
  'favourite.write': {
    method: 'PUT',
    path: '/favourites',
    permission: 'wall.use',
    body: Favourites,
    reply: Favourites,
  },
  'kiosk.list': {
    method: 'GET',
    path: '/kiosks',
    permission: 'kiosk.write',
    reply: Type.Object({ kiosks: Type.Array(Kiosk) }),
  },
  'kiosk.create': { method: 'POST', path: '/kiosks', permission: 'kiosk.write', body: KioskCreate, reply: KioskMade },
  'kiosk.remove': { method: 'DELETE', path: '/kiosks/:id', permission: 'kiosk.write', params: ById, reply: Nothing },
  'kiosk.signIn': { method: 'POST', path: '/session/kiosk', permission: 'public', body: KioskSignIn, reply: Session },
  /**
   * The last keyframe of a channel that this session watches at this moment, decoded once and kept for minutes; 404 where
   * none is known. The watch is on record already.
   */
  'watch.poster': {
    method: 'GET',
    path: '/watches/:id/poster',
    permission: 'camera.watch',
    params: ById,
    produces: 'image/jpeg',
    reply: Jpeg,
  },
  /** A picture to keep, with place, time, viewer and purpose burnt in; always on record. */
  'channel.snapshot': {
    method: 'POST',
    path: '/channels/:id/snapshot',
    permission: 'camera.watch',
    params: ById,
    body: Type.Object({ grantId: Id }),
    produces: 'image/jpeg',
    reply: Jpeg,
  },
} as const;
