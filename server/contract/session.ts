import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';

/** What a user may be. The table of what each may do is permissions.ts. */
export const Role = Type.Enum(['administrator']);
export type Role = Static<typeof Role>;

export const User = Type.Object({ id: Id, username: Type.String(), role: Role });
export type User = Static<typeof User>;

/** Who I am, and the token to send as `x-csrf-token` with every write. */
export const Session = Type.Object({
  user: Type.Union([User, Type.Null()]),
  csrfToken: Type.String(),
  /** No administrator exists yet: the one-time link printed at the first start makes one. */
  setupNeeded: Type.Boolean(),
});
export type Session = Static<typeof Session>;

export const Username = Type.String({ minLength: 3, maxLength: 32, pattern: '^[\\p{L}\\p{N}._-]+$' });
/** A new password: at least 12 characters. */
export const NewPassword = Type.String({ minLength: 12, maxLength: 128 });

export const SignIn = Type.Object({
  username: Type.String({ maxLength: 64 }),
  password: Type.String({ maxLength: 256 }),
});
export type SignIn = Static<typeof SignIn>;

/** Makes the first administrator, by the token of the one-time link. */
export const Setup = Type.Object({ token: Type.String({ maxLength: 128 }), username: Username, password: NewPassword });
export type Setup = Static<typeof Setup>;
