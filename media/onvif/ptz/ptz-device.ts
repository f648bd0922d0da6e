import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';

/** Speeds, or parts of the way: -1 (left, down, wide) to 1 (right, up, tele). */
export interface PtzVector {
  pan: number;
  tilt: number;
  zoom: number;
}

/** In the generic position space (ONVIF PTZ, 5.8): pan and tilt -1..1, zoom 0..1. */
export type PtzPlace = PtzVector;

/** What the device can do with one channel. */
export interface PtzAbilities {
  continuous: boolean;
  relative: boolean;
  absolute: boolean;
  presets: boolean;
  home: boolean;
  focus: boolean;
}

/** A place that the device remembers. */
export interface PtzPlaceName {
  token: string;
  name: string;
}

/** One channel that can be moved. Login and service addresses are kept: a command is one request. */
export class PtzDevice {
  readonly capabilities: PtzAbilities;

  private constructor(capabilities: PtzAbilities) {
    this.capabilities = capabilities;
  }

  /**
   * @returns null: it cannot be moved
   * @throws MediaError as `probeOnvif`
   */
  static connect(options: DeviceOptions & { profileToken: string }): Promise<PtzDevice | null> {
    return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
  }
  move(_speed: PtzVector): Promise<void> {
    return notYet();
  }
  stop(): Promise<void> {
    return notYet();
  }
  step(_way: PtzVector): Promise<void> {
    return notYet();
  }
  go(_place: PtzPlace): Promise<void> {
    return notYet();
  }
  position(): Promise<PtzPlace | null> {
    return notYet();
  }
  presets(): Promise<PtzPlaceName[]> {
    return notYet();
  }
  savePreset(_name: string, _token?: string): Promise<string> {
    return notYet();
  }
  removePreset(_token: string): Promise<void> {
    return notYet();
  }
  preset(_token: string): Promise<void> {
    return notYet();
  }
  home(): Promise<void> {
    return notYet();
  }
  focus(_speed: number): Promise<void> {
    return notYet();
  }
  focusStop(): Promise<void> {
    return notYet();
  }
}

function notYet(): Promise<never> {
  return Promise.reject(new MediaError('refused', 'not yet'));
}
