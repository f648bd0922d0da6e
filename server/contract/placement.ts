import { Type, type Static } from 'typebox';

/** Kinds of places where a public camera may stand. */
export const PlaceType = Type.Enum([
  'road',
  'crossing',
  'bridge',
  'square',
  'street',
  'market',
  'station',
  'school-gate',
  'hospital-gate',
  'government-hall',
  'residential-entrance',
  'scenic-spot',
  'river',
  'reservoir',
  'forest',
  'construction-site',
  'other-public',
]);
export type PlaceType = Static<typeof PlaceType>;

/**
 * Kinds of places where no camera of the hub may stand, whatever the reason (Regulations on public security video image
 * systems, State Council order 799, article 8). They are known by name so that a file or a page that names one is
 * refused with the reason, and not as a spelling mistake.
 */
export const ForbiddenPlace = Type.Enum([
  'dwelling',
  'dormitory',
  'hotel-room',
  'bathroom',
  'toilet',
  'changing-room',
  'ward',
  'nursing-room',
]);
export type ForbiddenPlace = Static<typeof ForbiddenPlace>;

/** What the camera sees: compass direction of its axis and opening angle, degrees; how far, m. */
export const FieldOfView = Type.Object({
  heading: Type.Number({ minimum: 0, maximum: 360 }),
  angle: Type.Number({ minimum: 1, maximum: 360 }),
  range: Type.Number({ minimum: 1, maximum: 5000 }),
});
export type FieldOfView = Static<typeof FieldOfView>;

/** A day of the calendar, `2026-11-23`; empty: none. */
export const OptionalDay = Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' });

/** Where and why a camera stands: its declaration. What is not known yet is empty or null. */
export const Placement = Type.Object({
  /** In words, as people there say it. */
  place: Type.String({ maxLength: 120 }),
  /** WGS 84, degrees. */
  longitude: Type.Union([Type.Number({ minimum: -180, maximum: 180 }), Type.Null()]),
  latitude: Type.Union([Type.Number({ minimum: -90, maximum: 90 }), Type.Null()]),
  placeType: Type.Union([PlaceType, Type.Null()]),
  /** What it is there for. */
  reason: Type.String({ maxLength: 200 }),
  fieldOfView: Type.Union([FieldOfView, Type.Null()]),
  /** A sign tells passers-by. */
  sign: Type.Boolean(),
  /** Number of its filing with the authority; empty: not filed. */
  filing: Type.String({ maxLength: 60 }),
  /** The last day to file it. */
  filingDeadline: OptionalDay,
  /** Whose network it is on. */
  carrier: Type.String({ maxLength: 40 }),
  /** Who put it up and repairs it. */
  contractor: Type.String({ maxLength: 60 }),
  /** How long its recordings are kept, days; 0: nothing is recorded; null: not declared. */
  retentionDays: Type.Union([Type.Integer({ minimum: 0, maximum: 365 }), Type.Null()]),
});
export type Placement = Static<typeof Placement>;

/** As somebody declares it: a place where no camera may stand is refused by its name. */
export const Declaration = Type.Object({
  ...Placement.properties,
  placeType: Type.Union([PlaceType, ForbiddenPlace, Type.Null()]),
});
export type Declaration = Static<typeof Declaration>;

/** What is still missing in a declaration. While anything is, the camera is "in acceptance": only technicians see it. */
export const PlacementGap = Type.Enum([
  'place',
  'coordinates',
  'placeType',
  'reason',
  'fieldOfView',
  'sign',
  'filing',
  'carrier',
  'contractor',
  'retention',
]);
export type PlacementGap = Static<typeof PlacementGap>;

/** What anybody may read who scans the QR code on the sign: no picture, no address, no state. */
export const PublicCamera = Type.Object({
  name: Type.String(),
  place: Type.String(),
  placeType: Type.Union([PlaceType, Type.Null()]),
  reason: Type.String(),
  /** Who runs it. */
  unit: Type.String(),
  /** Whom to ask: office, not a person. */
  contactPhone: Type.String(),
  filing: Type.String(),
  retentionDays: Type.Union([Type.Integer(), Type.Null()]),
});
export type PublicCamera = Static<typeof PublicCamera>;
