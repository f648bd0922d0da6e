import type { ClipSpec } from './clip.ts';
import type { AuthScheme } from './credentials.ts';
import type { Faults } from './faults.ts';
import type { MakerName } from './makers.ts';

/** A camera to simulate. Everything has a sensible default. */
export interface CameraSpec {
  /** As the device calls itself. */
  name?: string;
  /** Stands on the picture; default: an invented village, so that all users of a clip share its files. */
  place?: string;
  /** Number of the clip, which is what the burnt-in clock says; default: place in the fleet, modulo `clips`. */
  clip?: number;
  maker?: MakerName;
  username?: string;
  password?: string;
  onvifPort?: number;
  rtspPort?: number;
  rtspAuth?: AuthScheme;
  /** What is different from the usual main and sub stream. */
  main?: Partial<ClipSpec>;
  sub?: Partial<ClipSpec>;
  /** Of both streams; 2 by default. From 5 s on, one shared encoder: sessions join in the middle of a GOP. */
  gopSeconds?: number;
  audio?: 'PCMA' | 'PCMU' | null;
  sessionLimit?: number;
  /** Whether a session begins with a keyframe; default: below a GOP of 5 s. */
  startsAtKeyframe?: boolean;
  /** Whether ONVIF SetSynchronizationPoint is known and does something. */
  syncPoint?: boolean;
  /** Whether masks can be made by ONVIF Media2; default: where the maker has Media2. */
  masks?: boolean;
  /** Wrong logins in a row after which it lets nobody in for five minutes; default: it never locks. */
  lockAfter?: number;
  /** Whether it can be moved; default false. */
  ptz?: boolean;
  /** How long it is away after ONVIF SystemReboot, ms; default 1500. */
  rebootMs?: number;
  /** Whether parameter sets go before each keyframe, or stand in the SDP only. */
  inBand?: boolean;
  faults?: Partial<Faults>;
}
