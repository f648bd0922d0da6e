import { Type, type Static } from 'typebox';

/** An error as it is told over HTTP and ws, and kept with a job: a code of errors.ts, and what to do in both languages. */
export const ErrorBody = Type.Object({
  code: Type.String(),
  message: Type.Object({ zh: Type.String(), en: Type.String() }),
});
export type ErrorBody = Static<typeof ErrorBody>;
