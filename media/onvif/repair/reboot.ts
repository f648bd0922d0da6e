import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/**
 * Restarts the device, and waits until it answers again.
 *
 * @throws MediaError `refused` where the device does not do it, `timeout` where it does not come back, or as `probeOnvif`
 */
export async function reboot(options: DeviceOptions): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
