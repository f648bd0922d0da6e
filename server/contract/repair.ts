import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';

/** What a wall needs of a sub stream: any viewer can decode it, and sixteen of them. bit/s; s. */
export const WALL_PROFILE = { width: 640, height: 360, fps: 15, gopSeconds: 2, bitrate: 512_000 } as const;

/** What is to be set on a device. Each is asked for again afterwards: only what the device then tells counts. */
export const Repair = Type.Union([
  /** The hub's own time, UTC. */
  Type.Object({ kind: Type.Literal('clock') }),
  Type.Object({ kind: Type.Literal('ntp'), server: Type.String({ minLength: 1, maxLength: 253 }) }),
  /** {@link WALL_PROFILE} on the sub stream. */
  Type.Object({ kind: Type.Literal('wall-profile') }),
  /** The name that the device draws on its picture; empty: the camera's name at the hub. */
  Type.Object({ kind: Type.Literal('screen-name'), text: Type.String({ maxLength: 40 }) }),
  /** Of the user that the hub signs in as; afterwards the hub uses the new one. */
  Type.Object({ kind: Type.Literal('password'), password: Type.String({ minLength: 8, maxLength: 64 }) }),
  Type.Object({ kind: Type.Literal('reboot') }),
]);
export type Repair = Static<typeof Repair>;

export const RepairStart = Type.Object({
  cameraIds: Type.Array(Id, { minItems: 1, maxItems: 5000, uniqueItems: true }),
  repair: Repair,
});
export type RepairStart = Static<typeof RepairStart>;
