import type { CameraSpec } from './camera-spec.ts';
import { mainClip, subClip, type ClipSpec } from './clip.ts';
import type { Faults } from './faults.ts';
import type { Point } from './painter.ts';
import { clipPlace } from './places.ts';

/** Which of a camera's streams. */
export type Role = 'main' | 'sub';
export const ROLES: readonly Role[] = ['main', 'sub'];

/** What an encoder is told over ONVIF. */
export interface EncoderSettings {
  coding: string;
  width: number;
  height: number;
  /** Pictures per second. */
  fps: number;
  /** bit/s */
  bitrate: number;
  /** Pictures from keyframe to keyframe. */
  gop: number;
  /** `Baseline` or `Main`; '' leaves it as it is. */
  profile: string;
}

/** What every encoder of the fleet can be set to. */
export const ENCODER_OPTIONS = {
  sizes: [
    [1280, 720],
    [960, 540],
    [640, 360],
    [320, 180],
  ],
  fps: [5, 10, 12, 15, 20, 25],
  gop: [5, 500],
  kilobits: [64, 4096],
  profiles: ['Baseline', 'Main'],
} as const;

/** Bit rates are kept as told, and met within this, bit/s: so that cameras share their clips. */
const BITRATE_STEP = 100_000;
const GOP_SECONDS = [1, 2, 4, 5, 10, 20];

/** The encoders of one camera: what they were built with, what is wrong with them, and what they were set to. */
export class Encoders {
  readonly #spec: CameraSpec;
  readonly #number: number;
  readonly #faults: () => Faults;
  readonly #masks: () => readonly (readonly Point[])[];
  readonly #set = new Map<Role, EncoderSettings>();

  constructor(number: number, spec: CameraSpec, faults: () => Faults, masks: () => readonly (readonly Point[])[]) {
    this.#number = number;
    this.#spec = spec;
    this.#faults = faults;
    this.#masks = masks;
  }

  /** What the encoder says it makes. */
  coding(role: Role): 'H264' | 'H265' | 'JPEG' {
    if (!this.#set.has(role) && this.#faults().codec === 'mjpeg') return 'JPEG';
    return this.clip(role).codec;
  }

  /** bit/s, as told. */
  bitrate(role: Role): number {
    return this.#set.get(role)?.bitrate ?? this.clip(role).bitrate;
  }

  /** The clip that a stream plays, faults included. */
  clip(role: Role): ClipSpec {
    const { codec, gopSeconds } = this.#faults();
    const make = role === 'main' ? mainClip : subClip;
    const masks = this.#masks();
    const gop = gopSeconds ?? this.#spec.gopSeconds;
    return make(this.#number, this.#spec.place ?? clipPlace(this.#number), {
      ...(gop ? { gopSeconds: gop } : {}),
      ...this.#spec[role],
      ...(codec === 'h265' ? { codec: 'H265' } : {}),
      ...(codec === 'b-frames' ? { bFrames: true } : {}),
      ...this.#told(role),
      // Made for this camera alone, when it is first asked for: once is enough.
      ...(masks.length > 0 ? { masks, phases: 1 } : {}),
    });
  }

  /** What was set goes over what the device came with, and over what was wrong with it. */
  #told(role: Role): Partial<ClipSpec> {
    const set = this.#set.get(role);
    if (!set) return {};
    const seconds = this.#spec[role]?.seconds ?? 20;
    const wanted = set.gop / set.fps;
    const fitting = GOP_SECONDS.filter((length) => seconds % length === 0);
    const gopSeconds = fitting.reduce((best, length) => {
      return Math.abs(length - wanted) < Math.abs(best - wanted) ? length : best;
    }, 1);
    return {
      codec: 'H264',
      bFrames: false,
      width: set.width,
      height: set.height,
      fps: set.fps,
      bitrate: Math.max(BITRATE_STEP, Math.round(set.bitrate / BITRATE_STEP) * BITRATE_STEP),
      gopSeconds,
      ...(set.profile ? { profile: set.profile === 'Main' ? 'main' : 'baseline' } : {}),
    };
  }

  /** @returns false where this device cannot */
  set(role: Role, settings: EncoderSettings): boolean {
    const { sizes, fps, gop, kilobits, profiles } = ENCODER_OPTIONS;
    const known =
      settings.coding === 'H264' &&
      sizes.some(([width, height]) => width === settings.width && height === settings.height) &&
      fps.some((rate) => rate === settings.fps) &&
      settings.gop >= gop[0] &&
      settings.gop <= gop[1] &&
      settings.bitrate >= kilobits[0] * 1000 &&
      settings.bitrate <= kilobits[1] * 1000 &&
      (settings.profile === '' || profiles.some((name) => name === settings.profile));
    if (known) this.#set.set(role, settings);
    return known;
  }

  /** As it came from the factory. */
  reset(): void {
    this.#set.clear();
  }
}
