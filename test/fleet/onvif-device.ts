import type { Admission } from './admission.ts';
import type { ClipSpec } from './clip.ts';
import type { Gatekeeper } from './credentials.ts';
import type { DeviceSettings } from './device-settings.ts';
import type { Encoders, Role } from './encoders.ts';
import type { Counters, Faults } from './faults.ts';
import type { Maker } from './makers.ts';
import type { MaskStore } from './masks.ts';
import type { PtzHead } from './ptz-head.ts';

export type { Role } from './encoders.ts';

/** What the ONVIF service needs to know of its device. */
export interface OnvifDevice {
  readonly address: string;
  readonly onvifPort: number;
  readonly rtspPort: number;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly maker: Maker;
  readonly audio: 'PCMA' | 'PCMU' | null;
  /** The endpoint's uuid, the same in WS-Discovery and GetEndpointReference. */
  readonly hardwareId: string;
  readonly mac: string;
  readonly serialNumber: string;
  readonly gatekeeper: Gatekeeper;
  readonly admission: Admission;
  readonly faults: Faults;
  readonly counters: Counters;
  readonly settings: DeviceSettings;
  readonly encoders: Encoders;
  /** Null: it cannot mask. */
  readonly masks: MaskStore | null;
  /** Null: it cannot be moved. */
  readonly head: PtzHead | null;
  /** The clip that a stream plays, faults included. */
  clip(role: Role): ClipSpec;
  /** The device's own clock, ms since 1970. */
  deviceTime(): number;
  /** Sets the device's clock to a moment, ms since 1970. */
  setTime(time: number): void;
  /** SetSynchronizationPoint of a profile. @returns false where this device does not know it */
  synchronize(role: Role): boolean;
  /** Streams begin anew. */
  cutStreams(): void;
  /** SystemReboot. */
  restart(): void;
}
