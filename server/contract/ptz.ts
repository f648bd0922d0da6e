import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { OptionalTime, Time } from './people.ts';

/** A movement that is not renewed ends after this time, ms. */
export const PTZ_LEASE = 1000;
/** How often a page renews a movement that goes on, ms. */
export const PTZ_RENEW = 300;

/** -1 (left, down, wide) to 1 (right, up, tele). */
const Speed = Type.Number({ minimum: -1, maximum: 1 });
/** Position in the device's generic space (ONVIF PTZ, 5.2.1): pan and tilt -1..1, zoom 0..1. */
export const PtzPosition = Type.Object({
  pan: Type.Number({ minimum: -1, maximum: 1 }),
  tilt: Type.Number({ minimum: -1, maximum: 1 }),
  zoom: Type.Number({ minimum: 0, maximum: 1 }),
});
export type PtzPosition = Static<typeof PtzPosition>;

/** What the device can do, as probed. */
export const PtzCapabilities = Type.Object({
  continuous: Type.Boolean(),
  relative: Type.Boolean(),
  absolute: Type.Boolean(),
  presets: Type.Boolean(),
  home: Type.Boolean(),
  focus: Type.Boolean(),
});
export type PtzCapabilities = Static<typeof PtzCapabilities>;

export const PtzPreset = Type.Object({ token: Type.String({ maxLength: 64 }), name: Type.String({ maxLength: 60 }) });
export type PtzPreset = Static<typeof PtzPreset>;

/** A round of presets, kept and driven by the hub. */
export const PtzTour = Type.Object({
  id: Id,
  name: Type.String({ minLength: 1, maxLength: 60 }),
  stops: Type.Array(
    Type.Object({ preset: Type.String({ maxLength: 64 }), seconds: Type.Integer({ minimum: 5, maximum: 3600 }) }),
    { minItems: 1, maxItems: 32 },
  ),
});
export type PtzTour = Static<typeof PtzTour>;

/** Where the camera may look, so that windows of dwellings stay out of view. Null: anywhere. */
export const PtzLimits = Type.Union([
  Type.Object({
    panMin: Type.Number({ minimum: -1, maximum: 1 }),
    panMax: Type.Number({ minimum: -1, maximum: 1 }),
    tiltMin: Type.Number({ minimum: -1, maximum: 1 }),
    tiltMax: Type.Number({ minimum: -1, maximum: 1 }),
    zoomMax: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  Type.Null(),
]);
export type PtzLimits = Static<typeof PtzLimits>;

/** What is kept with a channel that can be moved. */
export const PtzRecord = Type.Object({
  capabilities: PtzCapabilities,
  limits: PtzLimits,
  tours: Type.Array(PtzTour),
});
export type PtzRecord = Static<typeof PtzRecord>;

/** Who moves it now. County goes before town before village; equals wait for each other. */
export const PtzHolder = Type.Object({
  channelId: Id,
  /** Null: nobody. */
  name: Type.Union([Type.String(), Type.Null()]),
  until: OptionalTime,
});
export type PtzHolder = Static<typeof PtzHolder>;

/** All that a page needs to offer PTZ; null capabilities: it cannot be moved. */
export const Ptz = Type.Object({
  capabilities: Type.Union([PtzCapabilities, Type.Null()]),
  presets: Type.Array(PtzPreset),
  tours: Type.Array(PtzTour),
  /** The tour that runs. */
  touring: Type.Union([Id, Type.Null()]),
  limits: PtzLimits,
  holder: PtzHolder,
});
export type Ptz = Static<typeof Ptz>;

/** One act. Every one needs the leave to see the picture; `move` goes on until it is stopped or not renewed. */
export const PtzAct = Type.Object({
  channelId: Id,
  grantId: Id,
  act: Type.Union([
    Type.Object({ kind: Type.Literal('move'), pan: Speed, tilt: Speed, zoom: Speed }),
    Type.Object({ kind: Type.Literal('focus'), speed: Speed }),
    Type.Object({ kind: Type.Literal('stop') }),
    Type.Object({ kind: Type.Literal('step'), pan: Speed, tilt: Speed, zoom: Speed }),
    Type.Object({ kind: Type.Literal('go'), position: PtzPosition }),
    Type.Object({ kind: Type.Literal('preset'), token: Type.String({ maxLength: 64 }) }),
    Type.Object({ kind: Type.Literal('home') }),
    Type.Object({ kind: Type.Literal('tour'), tourId: Type.Union([Id, Type.Null()]) }),
  ]),
});
export type PtzAct = Static<typeof PtzAct>;

/** What became of an act. */
export const PtzDone = Type.Object({ holder: PtzHolder, at: Time });
export type PtzDone = Static<typeof PtzDone>;
