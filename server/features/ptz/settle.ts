import { setTimeout as delay } from 'node:timers/promises';
import type { PtzDevice } from '../../../media/index.ts';
import type { PtzLimits, PtzPosition } from '../../contract/ptz.ts';
import { HubError } from '../../errors.ts';
import { allows, clamp } from './limits.ts';

/** Time between two looks at where it stands, ms, and how many until it must have come to rest. */
const LOOK = 200;
const LOOKS = 50;

/**
 * Sends the camera to a place that only the device knows, and follows it there: at the limit it is turned back.
 * @throws HubError `ptz.limit` where it does not say where it stands, or had to be turned back; MediaError
 */
export async function settle(
  device: Pick<PtzDevice, 'position' | 'stop' | 'go'>,
  limits: PtzLimits,
  send: () => Promise<void>,
): Promise<void> {
  if (limits === null) return send();
  if ((await device.position()) === null) throw new HubError('ptz.limit');
  await send();
  let before: PtzPosition | null = null;
  for (let look = 0; look < LOOKS; look++) {
    const at: PtzPosition | null = await device.position();
    if (at === null || !allows(limits, at)) {
      await device.stop();
      if (at !== null) await device.go(clamp(limits, at));
      throw new HubError('ptz.limit');
    }
    if (before !== null && isSame(before, at)) return;
    before = at;
    await delay(LOOK);
  }
}

function isSame(a: PtzPosition, b: PtzPosition): boolean {
  return a.pan === b.pan && a.tilt === b.tilt && a.zoom === b.zoom;
}
