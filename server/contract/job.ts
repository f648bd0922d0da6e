import { Type, type Static } from 'typebox';
import { Cause, Id } from './camera.ts';
import { ErrorBody } from './error.ts';
import { Time } from './people.ts';

/** Work on many cameras, in the background: kept in the database, so that it can be resumed after a restart. */
export const JobKind = Type.Enum(['import', 'repair']);
export type JobKind = Static<typeof JobKind>;

/** `stopped`: by somebody, or since the hub was restarted; it can be resumed. `done`: every item was tried. */
export const JobState = Type.Enum(['running', 'stopped', 'done']);

export const Job = Type.Object({
  id: Id,
  kind: JobKind,
  /** What it does, for a list: the name of the file, the kind of repair. */
  title: Type.String(),
  username: Type.String(),
  state: JobState,
  total: Type.Integer(),
  /** Items tried, and of these: those that failed, and those where nothing had to change. */
  done: Type.Integer(),
  failed: Type.Integer(),
  unchanged: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
});
export type Job = Static<typeof Job>;

/** One camera of a job. `failed` ones are tried again when the job is resumed. */
export const JobItem = Type.Object({
  position: Type.Integer(),
  /** For people: row and name. */
  label: Type.String(),
  cameraId: Type.Union([Id, Type.Null()]),
  state: Type.Enum(['waiting', 'done', 'unchanged', 'failed']),
  cause: Type.Union([Cause, Type.Null()]),
  /** Where it is no cause of the media. */
  error: Type.Union([ErrorBody, Type.Null()]),
  /** Of a repair, where the device tells. */
  before: Type.String(),
  after: Type.String(),
});
export type JobItem = Static<typeof JobItem>;

export const JobItemsQuery = Type.Object({
  state: Type.Optional(Type.Enum(['waiting', 'done', 'unchanged', 'failed'])),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
export type JobItemsQuery = Static<typeof JobItemsQuery>;
