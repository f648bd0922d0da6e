import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Time } from './people.ts';

/** Why somebody looks. A closed list: whoever cannot name one of these may not look. */
export const Purpose = Type.Enum([
  'duty-patrol',
  'incident',
  'disaster',
  'public-event',
  'maintenance',
  'training',
  'statutory-request',
]);
export type Purpose = Static<typeof Purpose>;

/** Break-glass of one person that may wait for its review; until then no further one is opened. */
export const MAX_UNREVIEWED = 3;
/** How long break-glass opens, ms: 30 minutes. */
export const BREAK_GLASS = 30 * 60_000;
/** The longest grant that can be asked for, minutes: 31 days. */
export const LONGEST_GRANT = 31 * 24 * 60;

/**
 * Leave to view the cameras of a unit and below, for a purpose, until a time.
 *
 * Where it comes from: `duty` from the roster; `own` at once, since the area is one's own; `approval` by somebody else;
 * `break-glass` at once in an emergency, to be reviewed afterwards.
 */
export const Grant = Type.Object({
  id: Id,
  userId: Id,
  name: Type.String(),
  purpose: Purpose,
  unitId: Id,
  reason: Type.String(),
  source: Type.Enum(['duty', 'own', 'approval', 'break-glass']),
  /** `pending`: not decided. `planned`: begins later. `ended`: its time is over. */
  state: Type.Enum(['pending', 'planned', 'active', 'refused', 'revoked', 'ended']),
  startsAt: Time,
  endsAt: Time,
  requestedAt: Time,
  /** Who approved, refused or revoked it; empty: nobody. */
  decidedBy: Type.String(),
  decidedAt: OptionalTime,
  decisionNote: Type.String(),
  /** Of break-glass: what somebody else found afterwards; null: not reviewed yet. */
  review: Type.Union([
    Type.Object({ by: Type.String(), at: Time, justified: Type.Boolean(), note: Type.String() }),
    Type.Null(),
  ]),
});
export type Grant = Static<typeof Grant>;

export const GrantRequest = Type.Object({
  purpose: Purpose,
  unitId: Id,
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  minutes: Type.Integer({ minimum: 1, maximum: LONGEST_GRANT }),
});
export type GrantRequest = Static<typeof GrantRequest>;

export const GrantDecision = Type.Object({ approve: Type.Boolean(), note: Type.String({ maxLength: 500 }) });
export type GrantDecision = Static<typeof GrantDecision>;

export const BreakGlass = Type.Object({ unitId: Id, reason: Type.String({ minLength: 1, maxLength: 500 }) });
export type BreakGlass = Static<typeof BreakGlass>;

export const GrantReview = Type.Object({
  justified: Type.Boolean(),
  note: Type.String({ minLength: 1, maxLength: 2000 }),
});
export type GrantReview = Static<typeof GrantReview>;

/** `open`: undecided requests and break-glass that waits for its review; `active`: those that hold now. */
export const GrantQuery = Type.Object({
  show: Type.Enum(['open', 'active', 'all']),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
export type GrantQuery = Static<typeof GrantQuery>;

/** Longest life of a ticket, ms. */
export const TICKET_LIFE = 60_000;

/** Asks for the key to one channel's picture: good once, within {@link TICKET_LIFE}, for this user. */
export const TicketIssue = Type.Object({ channelId: Id, grantId: Id });
export type TicketIssue = Static<typeof TicketIssue>;
export const Ticket = Type.Object({ ticket: Type.String(), expiresAt: Time });
export type Ticket = Static<typeof Ticket>;
