import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Time } from './people.ts';

/** Partners (the 110 command centre, police stations) are units like all others, in subtrees of their own. */
export const UnitKind = Type.Enum(['county', 'town', 'village', 'community', 'command-centre', 'police-station']);
export type UnitKind = Static<typeof UnitKind>;

/** On-boarding: not yet begun, under way, done; `retired` is final and keeps the history. */
export const UnitState = Type.Enum(['planned', 'joining', 'joined', 'retired']);
export type UnitState = Static<typeof UnitState>;

/** No control or format characters (they hide in names, and do not survive a spreadsheet), no half of a character. */
const LINE = '^[^\\p{Cc}\\p{Cf}\\p{Cs}\\uFFFE\\uFFFF]*$';
const UnitName = Type.String({ minLength: 1, maxLength: 60, pattern: LINE });
/** Division code (GB/T 2260, GB/T 10114): 6, 9 or 12 digits; empty for partners without one. */
const CivilCode = Type.String({ pattern: '^([0-9]{6}|[0-9]{9}|[0-9]{12})?$' });
const ContactName = Type.String({ maxLength: 60, pattern: LINE });
const ContactPhone = Type.String({ maxLength: 32, pattern: '^[0-9+() -]*$' });
/** WGS 84, degrees. */
export const Longitude = Type.Union([Type.Number({ minimum: -180, maximum: 180 }), Type.Null()]);
export const Latitude = Type.Union([Type.Number({ minimum: -90, maximum: 90 }), Type.Null()]);

/** A place in the tree: county, town, village, or a partner. */
export const OrgUnit = Type.Object({
  id: Id,
  /** Null: the root; there is one. */
  parentId: Type.Union([Id, Type.Null()]),
  name: UnitName,
  kind: UnitKind,
  civilCode: CivilCode,
  contactName: ContactName,
  contactPhone: ContactPhone,
  longitude: Longitude,
  latitude: Latitude,
  state: UnitState,
  /** Where its people, cameras and sites went when it was merged. */
  mergedInto: Type.Union([Id, Type.Null()]),
  createdAt: Time,
  updatedAt: Time,
});
export type OrgUnit = Static<typeof OrgUnit>;

const facts = {
  name: UnitName,
  kind: UnitKind,
  civilCode: CivilCode,
  contactName: ContactName,
  contactPhone: ContactPhone,
  longitude: Longitude,
  latitude: Latitude,
};

export const OrgUnitCreate = Type.Object({ parentId: Id, ...facts });
export type OrgUnitCreate = Static<typeof OrgUnitCreate>;

/** A new `parentId` moves the unit with all below it. */
export const OrgUnitUpdate = Type.Partial(
  Type.Object({ parentId: Id, ...facts, state: Type.Enum(['planned', 'joining', 'joined']) }),
);
export type OrgUnitUpdate = Static<typeof OrgUnitUpdate>;

/** Everything of the unit goes to `into`, and the unit is retired. */
export const OrgUnitMerge = Type.Object({ into: Id });

/** One line of a unit's history. */
export const UnitChange = Type.Object({
  at: Time,
  /** Who did it; empty: the hub itself. */
  username: Type.String(),
  act: Type.Enum(['created', 'changed', 'renamed', 'moved', 'merged', 'retired']),
  /** What it was and what it became, as the reader's words (a name, the parent's name); empty: nothing. */
  before: Type.String(),
  after: Type.String(),
});
export type UnitChange = Static<typeof UnitChange>;

export const SiteKind = Type.Enum([
  'monitoring-room',
  'mediation-room',
  'reception',
  'counselling-room',
  'meeting-room',
]);
export type SiteKind = Static<typeof SiteKind>;

/** A room with screens and people, below a unit. */
export const Site = Type.Object({ id: Id, unitId: Id, name: UnitName, kind: SiteKind });
export type Site = Static<typeof Site>;
export const SiteCreate = Type.Object({ unitId: Id, name: UnitName, kind: SiteKind });
export type SiteCreate = Static<typeof SiteCreate>;
export const SiteUpdate = Type.Partial(SiteCreate);
export type SiteUpdate = Static<typeof SiteUpdate>;

/** A file of units and sites. `apply` false: only a preview, nothing is changed. */
export const OrgImport = Type.Object({
  format: Type.Enum(['csv', 'xlsx']),
  /** The file, Base64. */
  content: Type.String({ maxLength: 32_000_000 }),
  apply: Type.Boolean(),
});
export type OrgImport = Static<typeof OrgImport>;

/** What is wrong with a row; `row` counts as a spreadsheet does (the heading is 1; 0: the whole file). */
export const ImportError = Type.Object({
  row: Type.Integer({ minimum: 0 }),
  column: Type.String(),
  message: Type.Object({ zh: Type.String(), en: Type.String() }),
});
export type ImportError = Static<typeof ImportError>;

/** What an import does, or would do. With any error nothing is done. */
export const OrgImportResult = Type.Object({
  applied: Type.Boolean(),
  rows: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  /** The first 1,000. */
  errors: Type.Array(ImportError),
  errorCount: Type.Integer(),
  /** The first 200 rows that change something. */
  preview: Type.Array(
    Type.Object({
      row: Type.Integer(),
      act: Type.Enum(['create', 'update']),
      name: Type.String(),
      parent: Type.String(),
      kind: Type.Union([UnitKind, SiteKind]),
    }),
  ),
});
export type OrgImportResult = Static<typeof OrgImportResult>;

export const OrgExport = Type.Object({ format: Type.Enum(['csv', 'xlsx']) });
