import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Time } from './people.ts';

/** Largest file that is taken, bytes. */
export const LARGEST_FILE = 50 * 1024 * 1024;

/** A file that is kept with something; its type is what its bytes say, and not what its name does. */
export const KeptFile = Type.Object({
  id: Id,
  name: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  byName: Type.String(),
  at: Time,
});
export type KeptFile = Static<typeof KeptFile>;
