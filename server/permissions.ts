import type { Grant, Purpose } from './contract/grant.ts';
import type { routes } from './contract/http.ts';
import type { Role } from './contract/people.ts';
import type { User } from './contract/session.ts';
import type { requests } from './contract/ws.ts';
import { HubError } from './errors.ts';

type RoutePermission = (typeof routes)[keyof typeof routes]['permission'];
type RequestPermission = (typeof requests)[keyof typeof requests]['permission'];

/** What can be permitted; the contract's tables say which route or request needs which. */
export type Action = Exclude<RoutePermission | RequestPermission, 'public'> | 'camera.accept' | 'metrics.read';

const officials = ['commander', 'duty-officer', 'town-official', 'village-official'] as const;
const viewers = [...officials, 'technician', 'contractor', 'police-liaison', 'grid-worker'] as const;

/**
 * Who may do what, in the unit of the role and below. What is not here is denied. `anyone`: everybody who is signed in,
 * for what is one's own or no secret.
 */
export const table: Readonly<Record<Action, readonly Role[] | 'anyone'>> = {
  'session.own': 'anyone',
  'org.read': 'anyone',
  'org.write': ['system-administrator'],
  'person.read': ['system-administrator', 'security-administrator', 'commander', 'town-official'],
  'person.write': ['system-administrator'],
  'role.assign': ['security-administrator'],
  'roster.read': [...officials, 'police-liaison', 'inspector', 'security-administrator', 'audit-administrator'],
  'roster.write': ['commander', 'town-official'],
  'roster.own': officials,
  'grant.request': viewers,
  'grant.decide': ['commander', 'town-official', 'security-administrator'],
  'grant.breakGlass': ['commander', 'duty-officer', 'police-liaison'],
  'camera.list': [...viewers, 'site-screen', 'system-administrator', 'security-administrator'],
  // And a grant: see mayWatch.
  'camera.watch': [...viewers, 'site-screen'],
  'camera.register': ['technician'],
  // See one whose declaration is not complete yet; nobody else knows of it.
  'camera.accept': ['technician', 'contractor'],
  'camera.discover': ['technician'],
  'camera.repair': ['technician'],
  'credentials.write': ['technician'],
  'job.read': ['technician'],
  'health.report': [...officials, 'technician', 'inspector'],
  // And a grant, as for the picture.
  'ptz.control': [...officials, 'technician'],
  // Saved walls, tours, favourites: one's own, and those shared with one's unit.
  'wall.use': [...viewers, 'site-screen'],
  // And of the unit that it is shared with.
  'wall.share': ['commander', 'duty-officer', 'town-official'],
  'kiosk.write': ['commander', 'town-official', 'security-administrator'],
  // And an invitation to the meeting, or its link.
  'meeting.attend': 'anyone',
  'meeting.hold': officials,
  // Units in and below one's own, and those above it.
  'meeting.call': officials,
  'mask.write': ['technician', 'security-administrator'],
  'record.search': ['audit-administrator', 'inspector'],
  'record.export': ['audit-administrator'],
  'record.views': 'anyone',
  'report.read': ['audit-administrator', 'inspector', 'commander', 'town-official'],
  'metrics.read': ['system-administrator', 'technician'],
};

/**
 * What a role may look for: `own` at once in its own area, with a purpose stated; `asked` after somebody else's approval,
 * anywhere. Roles that are not here see no pictures at all.
 */
export const purposes: Readonly<Partial<Record<Role, { own: readonly Purpose[]; asked: readonly Purpose[] }>>> = {
  commander: {
    own: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training'],
    asked: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training', 'statutory-request'],
  },
  'duty-officer': {
    own: ['incident', 'disaster'],
    asked: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training', 'statutory-request'],
  },
  'town-official': {
    own: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training'],
    asked: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training', 'statutory-request'],
  },
  'village-official': {
    own: ['incident', 'disaster'],
    asked: ['duty-patrol', 'incident', 'disaster', 'public-event', 'training'],
  },
  technician: { own: ['maintenance'], asked: ['maintenance', 'training'] },
  contractor: { own: ['maintenance'], asked: [] },
  'police-liaison': { own: [], asked: ['incident', 'disaster', 'public-event', 'statutory-request'] },
  'grid-worker': { own: [], asked: ['incident', 'disaster'] },
  // Given to it by whoever puts it up.
  'site-screen': { own: [], asked: ['duty-patrol'] },
};

/** All that somebody may do who came by the link of one meeting; that it is this meeting is the meeting's to ask. */
export const guestActions: readonly Action[] = ['session.own', 'meeting.attend'];

/** Roles that may be on the roster, and so have the duty grant in their own area. */
export const dutyRoles: readonly Role[] = officials;

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

/** What it is done to: ids of the units it lies in, the root first. */
export interface Target {
  path: readonly string[];
}

/**
 * The only authority: may this actor do this (to that)? Without a target: anywhere at all, which is what the door asks
 * before it knows the target; the service asks again with it.
 */
export function can(actor: Actor, action: Action, target?: Target): actor is SignedIn {
  const { user } = actor;
  if (user === null) return false;
  if (user.guestOf !== null) return guestActions.includes(action);
  if (user.mustEnrol) return action === 'session.own';
  const roles = table[action];
  if (roles === 'anyone') return true;
  return holds(user, roles, target);
}

/** As {@link can}. @throws HubError `session.required`, `session.enrol` or `permission.denied` */
export function authorise(actor: Actor, action: Action, target?: Target): SignedIn {
  if (can(actor, action, target)) return actor;
  if (actor.user === null) throw new HubError('session.required');
  throw new HubError(actor.user.mustEnrol ? 'session.enrol' : 'permission.denied');
}

/** Ids of the units (with all below them) in which the actor may do this; for lists. */
export function scopeOf({ user }: SignedIn, action: Action): string[] {
  const roles = table[action];
  const held = user.roles.filter(({ role }) => roles === 'anyone' || roles.includes(role));
  return [...new Set(held.map(({ unitId }) => unitId))];
}

/**
 * Who goes first where only one can: less goes before more. The role that lies highest in the tree counts (county before
 * town before village); of two in one unit, an official goes before a technician.
 */
export function rankOf({ user }: SignedIn, action: Action, { path }: Target): number {
  const roles = rolesOf(action);
  const held = user.roles.filter(({ role, unitId }) => roles.includes(role) && path.includes(unitId));
  return Math.min(...held.map(({ role, unitId }) => 2 * path.indexOf(unitId) + (role === 'technician' ? 1 : 0)));
}

/**
 * What is shared with a unit may be opened by whoever has a role with walls in the unit or below it, and by those above
 * who may share something with it themselves: these units (`above`: each with all above it; `below`: with all below it).
 */
export function sharedWith(actor: SignedIn): { above: string[]; below: string[] } {
  return { above: scopeOf(actor, 'wall.use'), below: scopeOf(actor, 'wall.share') };
}

/** All that the actor may do anywhere, with the units of {@link scopeOf}; what pages are told. */
export function rightsOf(actor: Actor): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const action of Object.keys(table) as Action[]) {
    if (!can(actor, action)) continue;
    rights[action] = table[action] === 'anyone' ? [] : scopeOf(actor, action);
  }
  return rights;
}

/** Whether a grant asked for by the user needs nobody's approval: own area, and a purpose of the role. */
export function isOwn(user: User, purpose: Purpose, target: Target): boolean {
  return user.roles.some((held) => covers(held, target) && purposes[held.role]?.own.includes(purpose));
}

/** Whether the user may ask for it at all. */
export function mayAsk(user: User, purpose: Purpose): boolean {
  return user.roles.some(({ role }) => purposes[role]?.asked.includes(purpose));
}

/** A screen in a room: it stands in one unit, and sees nothing of others whatever somebody grants it. */
export function isScreen({ roles }: User): boolean {
  return roles.some(({ role }) => role === 'site-screen');
}

/** Whether the user may be put on the roster of a unit. */
export function mayBeOnDuty(user: User, target: Target): boolean {
  return holds(user, dutyRoles, target);
}

/**
 * Whether the grant lets the user see a channel now. It is asked for every picture, and again whenever a grant, a role, a
 * shift or the camera's unit changes.
 */
export function mayWatch(user: User, grant: Grant, target: Target, now: number): boolean {
  if (user.mustEnrol || user.guestOf !== null || grant.userId !== user.id) return false;
  if (grant.state !== 'active' && grant.state !== 'planned') return false;
  if (grant.startsAt > now || grant.endsAt <= now) return false;
  if (!target.path.includes(grant.unitId)) return false;
  switch (grant.source) {
    case 'duty':
      return mayBeOnDuty(user, target);
    case 'own':
      return isOwn(user, grant.purpose, target);
    case 'approval':
      return mayAsk(user, grant.purpose) && (!isScreen(user) || holds(user, ['site-screen'], target));
    case 'break-glass':
      return holds(user, rolesOf('grant.breakGlass'));
  }
}

function rolesOf(action: Action): readonly Role[] {
  const roles = table[action];
  return roles === 'anyone' ? [] : roles;
}

function holds(user: User, roles: readonly Role[], target?: Target): boolean {
  return user.roles.some((held) => roles.includes(held.role) && (target === undefined || covers(held, target)));
}

function covers({ unitId }: { unitId: string }, { path }: Target): boolean {
  return path.includes(unitId);
}
