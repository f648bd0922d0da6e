import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Time } from './people.ts';

/**
 * `call`: rings at once, and begins when the first has accepted. `lecture`: only the chairs, and whom they call to speak,
 * send. `private`: mediation, counselling: listed for nobody but who is invited; nothing tells afterwards who met.
 */
export const MeetingKind = Type.Enum(['call', 'scheduled', 'lecture', 'private']);
export type MeetingKind = Static<typeof MeetingKind>;

/** `planned`: nobody has been in it; `open`: people are, or were and may come back; the others are final. */
export const MeetingState = Type.Enum(['planned', 'open', 'ended', 'cancelled']);
export type MeetingState = Static<typeof MeetingState>;

/** Longest meeting, ms: 12 h. */
export const LONGEST_MEETING = 12 * 3_600_000;
/** Most meetings of one series. */
export const MOST_IN_SERIES = 53;
/** Most meetings that are listed at once; of a span with more the reader is told to choose a shorter one. */
export const MOST_LISTED = 1000;
/** Most that one meeting invites, of each kind. */
export const MOST_INVITED = 200;
/** One may come in so long before the beginning, ms. */
export const EARLY = 30 * 60_000;

const ids = Type.Array(Id, { maxItems: MOST_INVITED });

/**
 * Who may come in: everybody who belongs to one of the units (not to those below), the screens of the sites, and these
 * people. Whoever made the meeting may, too.
 */
export const Invited = Type.Object({ unitIds: ids, siteIds: ids, userIds: ids });
export type Invited = Static<typeof Invited>;

/** `every` so many times, the first one included; by the clock of China, whatever the hub's zone. */
export const Recurrence = Type.Object({
  every: Type.Enum(['day', 'weekday', 'week', 'fortnight', 'month']),
  times: Type.Integer({ minimum: 2, maximum: MOST_IN_SERIES }),
});
export type Recurrence = Static<typeof Recurrence>;

const Title = Type.String({ minLength: 1, maxLength: 80 });
const Agenda = Type.String({ maxLength: 4000 });
/** Digits, as they are read out over the telephone. */
export const Passcode = Type.String({ pattern: '^[0-9]{4,12}$' });

const facts = {
  title: Title,
  agenda: Agenda,
  startsAt: Time,
  /** Of a call: its latest end. */
  endsAt: Time,
  invited: Invited,
  /** Whoever comes waits until a chair lets them in. */
  lobby: Type.Boolean(),
};

/** A meeting as it is planned; what happens in it is meeting-room.ts. */
export const Meeting = Type.Object({
  id: Id,
  kind: MeetingKind,
  ...facts,
  state: MeetingState,
  /** Of the unit that holds it. */
  unitId: Id,
  /** Who made it, and takes the chair. */
  ownerId: Id,
  ownerName: Type.String(),
  /** The same for all that one recurrence made; null: it stands alone. */
  seriesId: Type.Union([Id, Type.Null()]),
  hasPasscode: Type.Boolean(),
  /** When the first came in, and when it was over; null: not yet. */
  openedAt: OptionalTime,
  endedAt: OptionalTime,
  /** People in it now. Of a private one always 0. */
  present: Type.Integer(),
  /** Whether the reader may change or cancel it, and so invite guests. */
  own: Type.Boolean(),
});
export type Meeting = Static<typeof Meeting>;

export const MeetingCreate = Type.Object({
  kind: Type.Enum(['scheduled', 'lecture', 'private']),
  ...facts,
  /** A unit in which the maker may hold meetings. */
  unitId: Id,
  passcode: Type.Union([Passcode, Type.Null()]),
  recurrence: Type.Union([Recurrence, Type.Null()]),
});
export type MeetingCreate = Static<typeof MeetingCreate>;

/** `series`: this one and all of its series that come after it; times move by as much as this one's. */
export const MeetingUpdate = Type.Object({
  ...facts,
  /** Absent: stays. */
  passcode: Type.Optional(Type.Union([Passcode, Type.Null()])),
  series: Type.Boolean(),
});
export type MeetingUpdate = Static<typeof MeetingUpdate>;

/** Calls these now. `title` empty: the caller's name and unit stand for it. */
export const Call = Type.Object({ title: Type.String({ maxLength: 80 }), invited: Invited });
export type Call = Static<typeof Call>;

/** Of one whom a call rings. `missed`: rang without an answer; `away`: has no page open. */
export const RingState = Type.Enum(['ringing', 'accepted', 'declined', 'missed', 'away']);
export type RingState = Static<typeof RingState>;

/** How long a call rings, ms. */
export const RING = 45_000;

/** A call comes in; it is told to every page of whom it is for. */
export const Ring = Type.Object({
  meetingId: Id,
  title: Type.String(),
  callerName: Type.String(),
  callerUnit: Type.String(),
  /** It rings until then. */
  until: Time,
  /** Of a screen in a room whose unit allows it: it answers by itself at this moment; null: somebody must. */
  answersAt: OptionalTime,
});
export type Ring = Static<typeof Ring>;

export const RingAnswer = Type.Object({
  meetingId: Id,
  accept: Type.Boolean(),
  /** Why not, for the caller. */
  reason: Type.String({ maxLength: 200 }),
});
export type RingAnswer = Static<typeof RingAnswer>;

/** How it stands with each whom a call rings, for who is in it. */
export const Called = Type.Object({
  meetingId: Id,
  called: Type.Array(
    Type.Object({
      /** A user, also of a site's screen. */
      userId: Id,
      name: Type.String(),
      unitId: Id,
      state: RingState,
      reason: Type.String(),
    }),
  ),
});
export type Called = Static<typeof Called>;

/** Whether the screens of a site answer calls by themselves, after so many seconds with a visible countdown; null: never. */
export const AnswerRule = Type.Object({
  siteId: Id,
  answersAfter: Type.Union([Type.Integer({ minimum: 5, maximum: 60 }), Type.Null()]),
});
export type AnswerRule = Static<typeof AnswerRule>;

/** A link for somebody without an account, for this one meeting; it ends with the meeting. */
export const GuestLink = Type.Object({ token: Type.String() });
export type GuestLink = Static<typeof GuestLink>;
export const GuestSignIn = Type.Object({
  token: Type.String({ maxLength: 128 }),
  name: Type.String({ minLength: 1, maxLength: 40 }),
});
export type GuestSignIn = Static<typeof GuestSignIn>;

/** Who of the invited was there: by unit, site and person. Not kept of a private meeting. */
export const Attendance = Type.Object({
  invited: Type.Array(
    Type.Object({
      kind: Type.Enum(['unit', 'site', 'person']),
      id: Id,
      name: Type.String(),
      present: Type.Boolean(),
      /** As the last roll call found it; null: it was not called. */
      rollCall: Type.Union([Type.Enum(['present', 'absent']), Type.Null()]),
    }),
  ),
  people: Type.Array(
    Type.Object({
      name: Type.String(),
      unit: Type.String(),
      isGuest: Type.Boolean(),
      joinedAt: Time,
      leftAt: OptionalTime,
      /** In the meeting, all times together. */
      minutes: Type.Integer(),
    }),
  ),
});
export type Attendance = Static<typeof Attendance>;
