import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Time } from './people.ts';

/** Longest message, characters. */
export const LONGEST_MESSAGE = 2000;
/** Most files of one meeting, and bytes of all of them. */
export const MOST_FILES = 200;
export const MOST_FILE_BYTES = 500 * 1024 * 1024;

/** Text as it was written: shown as text, never as markup. Kept with the meeting; of a private one until it ends. */
export const ChatMessage = Type.Object({
  id: Id,
  participantId: Id,
  name: Type.String(),
  text: Type.String(),
  at: Time,
});
export type ChatMessage = Static<typeof ChatMessage>;
export const ChatWrite = Type.Object({ text: Type.String({ minLength: 1, maxLength: LONGEST_MESSAGE }) });

/** One text for all; `revision` is refused where somebody else wrote meanwhile, so that nothing is lost. */
export const Minutes = Type.Object({
  text: Type.String({ maxLength: 50_000 }),
  decisions: Type.Array(
    Type.Object({
      text: Type.String({ minLength: 1, maxLength: 500 }),
      unitId: Type.Union([Id, Type.Null()]),
      due: Type.Union([Time, Type.Null()]),
    }),
    { maxItems: 100 },
  ),
  revision: Type.Integer({ minimum: 0 }),
  byName: Type.String(),
  at: Type.Union([Time, Type.Null()]),
});
export type Minutes = Static<typeof Minutes>;
export const MinutesWrite = Type.Pick(Minutes, ['text', 'decisions', 'revision']);
export type MinutesWrite = Static<typeof MinutesWrite>;

/** A question to all. `secret`: nobody, the chair neither, learns who voted for what; names are not even kept. */
export const Poll = Type.Object({
  id: Id,
  question: Type.String(),
  secret: Type.Boolean(),
  open: Type.Boolean(),
  options: Type.Array(
    Type.Object({
      text: Type.String(),
      votes: Type.Integer(),
      /** Empty of a secret poll. */
      names: Type.Array(Type.String()),
    }),
  ),
  /** Whether the reader has voted. */
  voted: Type.Boolean(),
});
export type Poll = Static<typeof Poll>;
export const PollCreate = Type.Object({
  question: Type.String({ minLength: 1, maxLength: 200 }),
  secret: Type.Boolean(),
  options: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 2, maxItems: 10 }),
});
export type PollCreate = Static<typeof PollCreate>;
