import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/**
 * Changes the password of the user that signs in here, and signs in with the new one.
 *
 * @throws MediaError `refused`: the device does not take it, and the old one is in force; otherwise as `probeOnvif`, and
 *   then the new one may be in force already
 */
export async function setPassword(options: DeviceOptions & { password: string }): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
