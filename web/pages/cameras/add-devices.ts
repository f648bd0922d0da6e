import type { DiscoveredDevice } from '../../../server/contract/discovery.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { deviceKey, type Adding } from './sweep.ts';

/** How many cameras are probed at the same time: enough to be quick, little enough for a village's line. */
const AT_ONCE = 4;

export interface Credentials {
  username: string;
  password: string;
}

/**
 * Registers found devices with credentials that they share, a few at a time, in the given order.
 * One that fails does not keep the others back.
 * @param tell hears of each device: when it begins, and how it ended
 */
export async function addDevices(
  devices: readonly DiscoveredDevice[],
  credentials: Credentials,
  tell: (key: string, adding: Adding) => void,
): Promise<void> {
  const waiting = [...devices];
  const work = async (): Promise<void> => {
    for (let device = waiting.shift(); device; device = waiting.shift()) {
      const key = deviceKey(device);
      tell(key, 'busy');
      tell(key, await addDevice(device, credentials));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function addDevice({ address, port }: DiscoveredDevice, credentials: Credentials): Promise<Adding> {
  try {
    const source = { kind: 'onvif', address, port, ...credentials } as const;
    const { created } = await call('camera.register', { body: { name: '', source } });
    return created ? 'added' : 'updated';
  } catch (thrown) {
    return HubError.from(thrown);
  }
}
