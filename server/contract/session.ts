import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Role, RoleAssignment, Time, Username } from './people.ts';

/** Who is signed in, with the roles that hold at this moment. */
export const User = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  unitId: Id,
  roles: Type.Array(RoleAssignment),
  /** A role of this user demands a second factor, and none is set up: until then nothing else is permitted. */
  mustEnrol: Type.Boolean(),
  /** A guest, who came by a link: the one meeting that this account is for. Null: a person or a screen. */
  guestOf: Type.Union([Id, Type.Null()]),
});
export type User = Static<typeof User>;

/** Who I am, and the token to send as `x-csrf-token` with every write. */
export const Session = Type.Object({
  user: Type.Union([User, Type.Null()]),
  /**
   * What the user may do (permissions.ts): action to the units in which it holds, with all below; none for what anybody
   * may do who is signed in. For pages, so that they offer nothing that would be refused; the hub decides anew each time.
   */
  rights: Type.Record(Type.String(), Type.Array(Id)),
  /** The user signs in with a second factor. */
  hasSecondFactor: Type.Boolean(),
  csrfToken: Type.String(),
  /** No system administrator exists yet: the one-time link printed at the first start makes one. */
  setupNeeded: Type.Boolean(),
  /** The sign-in before this one, to be shown to the user; null: there was none. */
  lastSignIn: Type.Union([Type.Object({ at: Time, address: Type.String() }), Type.Null()]),
});
export type Session = Static<typeof Session>;

/** A new password: at least 12 characters; known and simple ones are refused as `password.weak`. */
export const NewPassword = Type.String({ minLength: 12, maxLength: 128 });

/** `code`: of the second factor, or a recovery code; asked for by error `session.code-needed`. */
export const SignIn = Type.Object({
  username: Type.String({ maxLength: 64 }),
  password: Type.String({ maxLength: 256 }),
  code: Type.Optional(Type.String({ maxLength: 32 })),
});
export type SignIn = Static<typeof SignIn>;

const Token = Type.String({ maxLength: 128 });

/** What a one-time link is for: a new user of a role (`username` null: to be chosen), or a known user's password. */
export const SetupLook = Type.Object({ token: Token });
export const SetupLink = Type.Object({
  username: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  role: Type.Union([Role, Type.Null()]),
});
export type SetupLink = Static<typeof SetupLink>;

/** Uses the link: sets the password, and makes the user where the link is for a new one (then `username` is needed). */
export const Setup = Type.Object({ token: Token, username: Type.Optional(Username), password: NewPassword });
export type Setup = Static<typeof Setup>;

/** One of my own sessions. */
export const OwnSession = Type.Object({
  id: Type.String(),
  address: Type.String(),
  /** As the browser names itself. */
  browser: Type.String(),
  createdAt: Time,
  seenAt: Time,
  current: Type.Boolean(),
});
export type OwnSession = Static<typeof OwnSession>;

export const PasswordChange = Type.Object({ current: Type.String({ maxLength: 256 }), next: NewPassword });
export type PasswordChange = Static<typeof PasswordChange>;

/** `code`: where a second factor is set up already, of that one, or a recovery code. */
export const TotpAsk = Type.Object({
  password: Type.String({ maxLength: 256 }),
  code: Type.Optional(Type.String({ maxLength: 32 })),
});
export type TotpAsk = Static<typeof TotpAsk>;

/** TOTP (RFC 6238: SHA-1, 6 digits, 30 s): the secret in Base32, and as the URI for a QR code. */
export const TotpOffer = Type.Object({ secret: Type.String(), uri: Type.String() });
export type TotpOffer = Static<typeof TotpOffer>;
export const TotpCode = Type.Object({ code: Type.String({ pattern: '^[0-9 ]{6,7}$' }) });
/** Each signs in once in place of a code. Shown once. */
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) });
export { OptionalTime };
