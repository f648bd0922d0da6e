import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/** What a stream shall be, in H.264. px, frames per second, s, bit/s. */
export interface WallProfile {
  width: number;
  height: number;
  fps: number;
  gopSeconds: number;
  bitrate: number;
}

/**
 * Has the encoder of one stream make what a wall needs, as near as the device can come to it.
 *
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setWallProfile(
  options: DeviceOptions & { profileToken: string; profile: WallProfile },
): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
