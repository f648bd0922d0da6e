import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';

/**
 * What a person may be, always in a unit and all units below it. What each role may do is permissions.ts.
 * The three administrators exclude each other.
 */
export const Role = Type.Enum([
  'commander',
  'duty-officer',
  'town-official',
  'village-official',
  'technician',
  'contractor',
  'police-liaison',
  'grid-worker',
  // A screen in a room, and no person: it comes with a kiosk (wall.ts) and is never assigned.
  'site-screen',
  'inspector',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
]);
export type Role = Static<typeof Role>;

/** Those that a person can be given. */
export const personRoles: readonly Role[] = Role.enum.filter((role) => role !== 'site-screen');

/** No one may hold two of these, anywhere. */
export const administrators = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies Role[];
export type Administrator = (typeof administrators)[number];

/** Who holds one of these must sign in with a second factor. */
export const secondFactorRoles: readonly Role[] = [...administrators, 'commander'];

/** A time, ms since 1970. */
export const Time = Type.Integer({ minimum: 0 });
export const OptionalTime = Type.Union([Time, Type.Null()]);

/** A role in a unit and below, until a time (null: until it is taken away). */
export const RoleAssignment = Type.Object({ id: Id, role: Role, unitId: Id, until: OptionalTime });
export type RoleAssignment = Static<typeof RoleAssignment>;

export const Username = Type.String({ minLength: 3, maxLength: 32, pattern: '^[\\p{L}\\p{N}._-]+$' });
const PersonName = Type.String({ minLength: 1, maxLength: 60 });
const Phone = Type.String({ maxLength: 32, pattern: '^[0-9+() -]*$' });

/** A person with an account. */
export const Person = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  /** Where the person belongs; rights come from the roles alone. */
  unitId: Id,
  roles: Type.Array(RoleAssignment),
  /** `invited`: has not set a password yet. `expired`: past `expiresAt`. */
  state: Type.Enum(['invited', 'active', 'disabled', 'expired']),
  expiresAt: OptionalTime,
  hasSecondFactor: Type.Boolean(),
  lastSignInAt: OptionalTime,
  /**
   * When and from where the last one-time link was used. Whoever made the link could have used it: ask the person before
   * a role is given.
   */
  linkUsed: Type.Union([Type.Object({ at: Time, address: Type.String() }), Type.Null()]),
});
export type Person = Static<typeof Person>;

export const PersonCreate = Type.Object({
  username: Username,
  name: PersonName,
  phone: Phone,
  unitId: Id,
  expiresAt: OptionalTime,
});
export type PersonCreate = Static<typeof PersonCreate>;

export const PersonUpdate = Type.Partial(
  Type.Object({ name: PersonName, phone: Phone, unitId: Id, expiresAt: OptionalTime, disabled: Type.Boolean() }),
);
export type PersonUpdate = Static<typeof PersonUpdate>;

/** A one-time token with which a person sets a password; shown once, to whoever made it. */
export const Invitation = Type.Object({ token: Type.String(), expiresAt: Time });
export type Invitation = Static<typeof Invitation>;

export const RoleAssign = Type.Object({ role: Role, unitId: Id, until: OptionalTime });
export type RoleAssign = Static<typeof RoleAssign>;

/** `text` looks in user name, name and phone; `unitId` takes the unit and all below. Sorted by user name. */
export const PeopleQuery = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 60 })),
  unitId: Type.Optional(Id),
  role: Type.Optional(Role),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
export type PeopleQuery = Static<typeof PeopleQuery>;
