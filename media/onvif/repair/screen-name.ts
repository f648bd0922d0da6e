import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/**
 * Sets the name that the device draws on the pictures of one channel.
 *
 * @param options `profileToken`: any stream of the channel
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setScreenName(options: DeviceOptions & { profileToken: string; text: string }): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
