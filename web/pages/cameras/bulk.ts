import type { Camera, CameraUpdate } from '../../../server/contract/camera.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';

/** Changes at the same time: enough to be quick, little enough for a village's line. */
const AT_ONCE = 4;

/** How the change of one camera went. */
export type Outcome = 'done' | HubError;

/**
 * Makes the same change to each camera, a few at a time. One that fails does not keep the others back.
 * @param tell hears of each as it ends
 * @param signal nothing more is begun after it
 */
export async function changeAll(
  cameras: readonly Camera[],
  change: CameraUpdate,
  tell: (id: string, outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...cameras];
  const work = async (): Promise<void> => {
    for (let camera = waiting.shift(); camera && !signal.aborted; camera = waiting.shift()) {
      tell(camera.id, await changeOne(camera.id, change));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function changeOne(id: string, body: CameraUpdate): Promise<Outcome> {
  try {
    await call('camera.update', { params: { id }, body });
    return 'done';
  } catch (thrown) {
    return HubError.from(thrown);
  }
}
