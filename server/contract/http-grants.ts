import { Type } from 'typebox';
import { Id } from './camera.ts';
import { BreakGlass, Grant, GrantDecision, GrantQuery, GrantRequest, GrantReview } from './grant.ts';
import { Handover, RosterQuery, Shift, ShiftCreate } from './roster.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });
const Shifts = Type.Object({ shifts: Type.Array(Shift) });

/** Routes of the roster and of the leave to view. */
export const grantRoutes = {
  'roster.list': { method: 'GET', path: '/roster', permission: 'roster.read', query: RosterQuery, reply: Shifts },
  /** Who is on duty at this moment. */
  'roster.now': { method: 'GET', path: '/roster/now', permission: 'roster.read', reply: Shifts },
  'roster.add': { method: 'POST', path: '/roster', permission: 'roster.write', body: ShiftCreate, reply: Shift },
  /** A shift that has begun ends now; a planned one is taken off. */
  'roster.end': { method: 'DELETE', path: '/roster/:id', permission: 'roster.write', params: ById, reply: Nothing },
  'roster.handover': {
    method: 'POST',
    path: '/roster/:id/handover',
    permission: 'roster.own',
    params: ById,
    body: Handover,
    reply: Shift,
  },
  /** My own that hold, begin later or wait for a decision, or were refused or taken away in the last 7 days. */
  'grant.own': {
    method: 'GET',
    path: '/grants/own',
    permission: 'session.own',
    reply: Type.Object({ grants: Type.Array(Grant) }),
  },
  /** Those of areas that I answer for. The newest first. */
  'grant.list': {
    method: 'GET',
    path: '/grants',
    permission: 'grant.decide',
    query: GrantQuery,
    reply: Type.Object({ grants: Type.Array(Grant), total: Type.Integer() }),
  },
  /** At once `active` where the area is one's own and the role has the purpose; else `pending`. */
  'grant.request': {
    method: 'POST',
    path: '/grants',
    permission: 'grant.request',
    body: GrantRequest,
    reply: Grant,
  },
  'grant.decide': {
    method: 'POST',
    path: '/grants/:id/decision',
    permission: 'grant.decide',
    params: ById,
    body: GrantDecision,
    reply: Grant,
  },
  /** Takes it away: pictures that hang on it end. One may give up one's own. */
  'grant.revoke': { method: 'DELETE', path: '/grants/:id', permission: 'session.own', params: ById, reply: Grant },
  'grant.breakGlass': {
    method: 'POST',
    path: '/grants/break-glass',
    permission: 'grant.breakGlass',
    body: BreakGlass,
    reply: Grant,
  },
  'grant.review': {
    method: 'POST',
    path: '/grants/:id/review',
    permission: 'grant.decide',
    params: ById,
    body: GrantReview,
    reply: Grant,
  },
} as const;
