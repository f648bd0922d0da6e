import type { Lease, Relays } from '../../../media/index.ts';
import type { CameraRanges } from '../../camera-ranges.ts';
import type { Leave } from '../../rights.ts';
import { relayKey } from './channel-states.ts';
import { relaySource, streamFor } from './stream.ts';

/** Tile that a camera in a meeting is pulled for, device px: it may be shown large to all. */
const WIDTH = 1280;

/**
 * Pulls the camera of a leave for somebody else than a tile, on the same relay as all who watch it. Whoever asks has put
 * it on record.
 * @throws HubError as {@link relaySource}; MediaError
 */
export function leaser(relays: Relays, ranges: CameraRanges): (leave: Leave) => Promise<Lease> {
  return async (leave) => {
    const stream = streamFor(leave, WIDTH);
    const source = await relaySource(stream, ranges);
    return relays.acquire(relayKey(stream.channel.id, stream.profile.role), () => source);
  };
}
