import { Type } from 'typebox';
import { Id } from './camera.ts';
import { Invitation, PeopleQuery, Person, PersonCreate, PersonUpdate, RoleAssign } from './people.ts';
import { OwnSession, PasswordChange, RecoveryCodes, TotpAsk, TotpCode, TotpOffer } from './session.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });

/** Routes of people, their roles, and each one's own account. */
export const peopleRoutes = {
  'person.list': {
    method: 'GET',
    path: '/people',
    permission: 'person.read',
    query: PeopleQuery,
    reply: Type.Object({ people: Type.Array(Person), total: Type.Integer() }),
  },
  /** The new person's one-time link is in the reply, and never told again. */
  'person.create': {
    method: 'POST',
    path: '/people',
    permission: 'person.write',
    body: PersonCreate,
    reply: Type.Object({ person: Person, invitation: Invitation }),
  },
  /** Disabling ends sessions and pictures at once. */
  'person.update': {
    method: 'PATCH',
    path: '/people/:id',
    permission: 'person.write',
    params: ById,
    body: PersonUpdate,
    reply: Person,
  },
  /** A new one-time link; password, second factor and sessions are gone. */
  'person.invite': {
    method: 'POST',
    path: '/people/:id/invitation',
    permission: 'person.write',
    params: ById,
    reply: Invitation,
  },
  'role.assign': {
    method: 'POST',
    path: '/people/:id/roles',
    permission: 'role.assign',
    params: ById,
    body: RoleAssign,
    reply: Person,
  },
  /** By the assignment's id. */
  'role.remove': { method: 'DELETE', path: '/roles/:id', permission: 'role.assign', params: ById, reply: Person },
  'session.list': {
    method: 'GET',
    path: '/sessions',
    permission: 'session.own',
    reply: Type.Object({ sessions: Type.Array(OwnSession) }),
  },
  'session.end': {
    method: 'DELETE',
    path: '/sessions/:id',
    permission: 'session.own',
    params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
    reply: Nothing,
  },
  /** Ends all other sessions. */
  'password.change': {
    method: 'PUT',
    path: '/password',
    permission: 'session.own',
    body: PasswordChange,
    reply: Nothing,
  },
  /** Begins to set up (or to replace) the second factor; nothing changes until it is confirmed. */
  'totp.offer': {
    method: 'POST',
    path: '/second-factor',
    permission: 'session.own',
    body: TotpAsk,
    reply: TotpOffer,
  },
  'totp.confirm': {
    method: 'POST',
    path: '/second-factor/confirmation',
    permission: 'session.own',
    body: TotpCode,
    reply: RecoveryCodes,
  },
} as const;
