import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Time } from './people.ts';

/** Longest shift, ms: 24 h. */
export const LONGEST_SHIFT = 24 * 3_600_000;

/** Who is on duty where, from when to when. While it lasts it gives the duty grant for the unit and below. */
export const Shift = Type.Object({
  id: Id,
  unitId: Id,
  userId: Id,
  /** Of the person on duty. */
  name: Type.String(),
  phone: Type.String(),
  startsAt: Time,
  endsAt: Time,
  /** When the person handed over or was relieved before `endsAt`; null: not. */
  endedAt: OptionalTime,
  /** What the next one must know. */
  handoverNote: Type.String(),
});
export type Shift = Static<typeof Shift>;

export const ShiftCreate = Type.Object({ unitId: Id, userId: Id, startsAt: Time, endsAt: Time });
export type ShiftCreate = Static<typeof ShiftCreate>;

/** Ends one's own shift now, with a note; `toUserId` begins the next one at once, until the same person's planned end. */
export const Handover = Type.Object({
  note: Type.String({ maxLength: 2000 }),
  toUserId: Type.Union([Id, Type.Null()]),
});
export type Handover = Static<typeof Handover>;

/** Shifts that touch the span, at most 62 days, of the unit and all below. */
export const RosterQuery = Type.Object({ unitId: Type.Optional(Id), from: Time, to: Time });
export type RosterQuery = Static<typeof RosterQuery>;
