import type { routes } from './contract/http.ts';
import type { Role, User } from './contract/session.ts';
import type { requests } from './contract/ws.ts';
import { HubError } from './errors.ts';

type RoutePermission = (typeof routes)[keyof typeof routes]['permission'];
type RequestPermission = (typeof requests)[keyof typeof requests]['permission'];

/** What can be permitted; the contract's tables say which route or request needs which. */
export type Action = Exclude<RoutePermission | RequestPermission, 'public'> | 'metrics.read';

/** Who may do what. What is not here is denied. */
const table: Readonly<Record<Action, readonly Role[]>> = {
  'session.own': ['administrator'],
  'camera.list': ['administrator'],
  'camera.watch': ['administrator'],
  'camera.register': ['administrator'],
  'camera.discover': ['administrator'],
  'metrics.read': ['administrator'],
};

/** Who acts, and from where; `user` is null for one who is not signed in. */
export interface Actor {
  user: User | null;
  /** Network address, for the record. */
  address: string;
}

/** An actor who is signed in. */
export interface SignedIn extends Actor {
  user: User;
}

/** What it is done to; for now every camera is open to everyone who may watch at all. */
export interface Target {
  kind: 'camera' | 'channel';
  id: string;
}

/** The only authority: may this actor do this (to that)? */
export function can(actor: Actor, action: Action, _target?: Target): actor is SignedIn {
  return actor.user !== null && table[action].includes(actor.user.role);
}

/** As {@link can}. @throws HubError `session.required` or `permission.denied` */
export function authorise(actor: Actor, action: Action, target?: Target): SignedIn {
  if (can(actor, action, target)) return actor;
  throw new HubError(actor.user === null ? 'session.required' : 'permission.denied');
}
