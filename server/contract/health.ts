import { Type, type Static } from 'typebox';
import { Cause, Id } from './camera.ts';
import { Time } from './people.ts';

/**
 * Whether a camera works. `working`: it answers, and its last picture proof was good. `faulty`: it answers, and there is
 * no good picture. `offline`: it does not answer. `unknown`: not looked at yet, or no picture proof yet.
 */
export const HealthState = Type.Enum(['unknown', 'working', 'faulty', 'offline']);
export type HealthState = Static<typeof HealthState>;

export const CameraHealth = Type.Object({
  cameraId: Id,
  state: HealthState,
  cause: Type.Union([Cause, Type.Null()]),
  /** When the state began. */
  since: Time,
  /** Last cheap proof (TCP, ONVIF); null: none yet. */
  checkedAt: Type.Union([Time, Type.Null()]),
  /** Last picture proof, good or bad; null: none yet. */
  pictureAt: Type.Union([Time, Type.Null()]),
  /** Changes its state too often: it is shown as its worst until it has been quiet. */
  flapping: Type.Boolean(),
});
export type CameraHealth = Static<typeof CameraHealth>;

export const HealthChange = Type.Object({
  at: Time,
  state: HealthState,
  cause: Type.Union([Cause, Type.Null()]),
});
export type HealthChange = Static<typeof HealthChange>;

/** `uplink`: most cameras of a unit went at once, so that it is one alarm and not one for each. */
export const AlarmKind = Type.Enum(['camera', 'uplink']);

export const Alarm = Type.Object({
  id: Id,
  kind: AlarmKind,
  unitId: Id,
  /** Of a camera's alarm. */
  cameraId: Type.Union([Id, Type.Null()]),
  cause: Type.Union([Cause, Type.Null()]),
  /** How many cameras it is about. */
  cameras: Type.Integer(),
  beganAt: Time,
  /** Null: it goes on. */
  endedAt: Type.Union([Time, Type.Null()]),
});
export type Alarm = Static<typeof Alarm>;

/** Days of the report, in the hub's time zone, both included; and what each row is about. */
export const HealthQuery = Type.Object({
  from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  to: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  by: Type.Enum(['unit', 'carrier', 'day', 'camera']),
  unitId: Type.Optional(Id),
});
export type HealthQuery = Static<typeof HealthQuery>;

/**
 * A row of the report. Shares are 0..1 of the observed time: `online` it answered, `available` it worked. Time that
 * nobody looked (the hub was off) counts for neither, and is told.
 */
export const HealthRow = Type.Object({
  /** Unit's or camera's id, carrier's name, or the day. */
  key: Type.String(),
  name: Type.String(),
  cameras: Type.Integer(),
  online: Type.Union([Type.Number(), Type.Null()]),
  available: Type.Union([Type.Number(), Type.Null()]),
  /** ms */
  observed: Type.Integer(),
  unobserved: Type.Integer(),
  /** Time lost by each cause, ms; the largest first. */
  causes: Type.Array(Type.Object({ cause: Cause, lost: Type.Integer() })),
});
export type HealthRow = Static<typeof HealthRow>;
