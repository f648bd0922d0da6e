import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';

/** A user name and password that many cameras share, by name. They are tried in order; the password never leaves the hub. */
export const CredentialSet = Type.Object({
  id: Id,
  name: Type.String(),
  username: Type.String(),
  /** Of this carrier's cameras; empty: of any. */
  carrier: Type.String(),
  /** Place in the order, from 0. */
  position: Type.Integer(),
});
export type CredentialSet = Static<typeof CredentialSet>;

export const CredentialSetWrite = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60 }),
  username: Type.String({ minLength: 1, maxLength: 64 }),
  /** Absent in a change: as it is. */
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  carrier: Type.String({ maxLength: 40 }),
  position: Type.Integer({ minimum: 0, maximum: 99 }),
});
export type CredentialSetWrite = Static<typeof CredentialSetWrite>;
