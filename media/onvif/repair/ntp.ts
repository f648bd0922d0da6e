import { MediaError } from '../../error.ts';
import type { DeviceOptions } from '../device-options.ts';
import type { Change } from './change.ts';

/**
 * Has the device take its time from an NTP server (IP address or name) of ours only.
 *
 * @returns the servers
 * @throws MediaError `refused` where the device does not take it, or as `probeOnvif`
 */
export async function setNtp(options: DeviceOptions & { server: string }): Promise<Change> {
  return Promise.reject(new MediaError('refused', `not yet: ${options.port}`));
}
