import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Purpose } from './grant.ts';
import { Time } from './people.ts';

export const Outcome = Type.Enum(['done', 'refused', 'failed']);

/** One line of the record: who, what, on what, why, from where, and what came of it. Chained: it cannot be changed unseen. */
export const AuditEvent = Type.Object({
  /** Place in the chain, from 1. */
  seq: Type.Integer({ minimum: 1 }),
  id: Id,
  at: Time,
  /** Null: nobody was signed in, or the hub itself. */
  user: Type.Union([Type.Object({ id: Id, username: Type.String() }), Type.Null()]),
  /** `noun.verb` */
  action: Type.String(),
  target: Type.Union([Type.Object({ kind: Type.String(), id: Type.String() }), Type.Null()]),
  /** Of views: what for. */
  purpose: Type.Union([Purpose, Type.Null()]),
  /** Unit that the target belonged to at that time. */
  unitId: Type.Union([Id, Type.Null()]),
  outcome: Outcome,
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  /** Network address of the page; empty: the hub itself. */
  address: Type.String(),
  /** SHA-256, hexadecimal, of the hash before and this line (store/audit-chain.ts). */
  hash: Type.String(),
});
export type AuditEvent = Static<typeof AuditEvent>;

/**
 * All that is given must fit; the newest first. `username`: in full, upper and lower case alike. `unitId`: the unit and below.
 * From `from` on, and before `to`. `before`: only below this place (seq), to page on.
 */
export const RecordQuery = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 64 })),
  userId: Type.Optional(Id),
  targetId: Type.Optional(Type.String({ maxLength: 64 })),
  action: Type.Optional(Type.String({ maxLength: 64 })),
  outcome: Type.Optional(Outcome),
  purpose: Type.Optional(Purpose),
  unitId: Type.Optional(Id),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
export type RecordQuery = Static<typeof RecordQuery>;

/** `next`: give it as `before` for the following page; null: that was all. */
export const RecordPage = Type.Object({
  events: Type.Array(AuditEvent),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type RecordPage = Static<typeof RecordPage>;

/** The state of the chain at the end of a day, signed with the hub's key (Ed25519). */
export const Anchor = Type.Object({
  /** YYYY-MM-DD, in the hub's time zone. */
  day: Type.String(),
  seq: Type.Integer(),
  hash: Type.String(),
  at: Time,
  /** Base64 */
  signature: Type.String(),
});
export type Anchor = Static<typeof Anchor>;

/** What a check of the whole chain found. `problem` names the first place that does not fit. */
export const Verification = Type.Object({
  intact: Type.Boolean(),
  events: Type.Integer(),
  anchors: Type.Integer(),
  problem: Type.Union([
    Type.Object({ seq: Type.Integer(), message: Type.Object({ zh: Type.String(), en: Type.String() }) }),
    Type.Null(),
  ]),
});
export type Verification = Static<typeof Verification>;

/** `keyFingerprint`: keep it outside of the hub; `audit-verify` wants it. */
export const Anchors = Type.Object({ keyFingerprint: Type.String(), anchors: Type.Array(Anchor) });
export type Anchors = Static<typeof Anchors>;

/** Who viewed a camera of my own unit, or of `unitId` (my own or one below it), and of all units below. */
export const ViewsQuery = Type.Object({
  unitId: Type.Optional(Id),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
export type ViewsQuery = Static<typeof ViewsQuery>;

/** Month, YYYY-MM, in the hub's time zone. */
export const ReportQuery = Type.Object({ month: Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' }) });
export type ReportQuery = Static<typeof ReportQuery>;

const Count = Type.Integer({ minimum: 0 });
/** What the public may know of a month, of the units in which the reader may read it. Names no person. */
export const Report = Type.Object({
  month: Type.String(),
  cameras: Type.Object({
    total: Count,
    masked: Count,
    byUnit: Type.Array(Type.Object({ unit: Type.String(), total: Count })),
  }),
  views: Type.Object({
    total: Count,
    minutes: Count,
    viewers: Count,
    byPurpose: Type.Array(Type.Object({ purpose: Purpose, views: Count, minutes: Count })),
  }),
  refusals: Type.Object({ signIns: Count, views: Count, grants: Count, others: Count }),
  breakGlass: Type.Object({ total: Count, reviewed: Count, justified: Count }),
  grants: Type.Object({ requested: Count, approved: Count, refused: Count, revoked: Count }),
  /** Copies of pictures or of the record that left the hub. */
  exports: Type.Object({ pictures: Count, records: Count }),
  /** Camera streams that broke off, and how long they were gone in all. */
  outages: Type.Object({ total: Count, minutes: Count }),
});
export type Report = Static<typeof Report>;
