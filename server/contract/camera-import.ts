import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Job } from './job.ts';

/** A file of cameras, in Chinese or English, UTF-8 or GBK. */
export const CameraImport = Type.Object({
  format: Type.Enum(['csv', 'xlsx']),
  /** Name of the file, for the list of jobs. */
  name: Type.String({ maxLength: 120 }),
  /** Base64. */
  content: Type.String({ maxLength: 12_000_000 }),
  /** For rows without a name, e.g. `{town}{village}{place}{nn}`; empty: the device's own name. */
  pattern: Type.String({ maxLength: 120 }),
  /** False: only look at it. True: begin, if there is no finding that is an error. */
  apply: Type.Boolean(),
});
export type CameraImport = Static<typeof CameraImport>;

/** What is wrong with, or worth knowing of, a row. */
export const ImportFinding = Type.Object({
  /** As a spreadsheet counts; 1 is the header. */
  row: Type.Integer(),
  /** As in the file; empty: the whole row. */
  column: Type.String(),
  level: Type.Enum(['error', 'warning']),
  message: Type.Object({ zh: Type.String(), en: Type.String() }),
});
export type ImportFinding = Static<typeof ImportFinding>;

export const CameraImportResult = Type.Object({
  rows: Type.Integer(),
  /** Rows that would make a camera, change one, or change nothing. */
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  errorCount: Type.Integer(),
  findings: Type.Array(ImportFinding),
  /** Null where nothing was begun. */
  job: Type.Union([Job, Type.Null()]),
});
export type CameraImportResult = Static<typeof CameraImportResult>;

/** Devices that a sweep found, to be registered: as rows of a file would. */
export const CameraAdopt = Type.Object({
  devices: Type.Array(
    Type.Object({
      address: Type.String({ minLength: 1, maxLength: 253 }),
      port: Type.Integer({ minimum: 1, maximum: 65535 }),
      /** Empty: by the pattern, or the device's own. */
      name: Type.String({ maxLength: 100 }),
    }),
    { minItems: 1, maxItems: 5000 },
  ),
  unitId: Id,
  carrier: Type.String({ maxLength: 40 }),
  pattern: Type.String({ maxLength: 120 }),
});
export type CameraAdopt = Static<typeof CameraAdopt>;
