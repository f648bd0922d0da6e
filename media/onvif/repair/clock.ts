import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/**
 * Sets the device's clock to the own time (UTC), by hand: a device that took its time by NTP no longer does.
 *
 * @returns clock offsets in seconds
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setClock(options: DeviceOptions): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
