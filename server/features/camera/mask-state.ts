import type { MaskState } from '../../contract/camera.ts';
import type { StoredChannel, StoredProfile } from '../../store/camera-record.ts';
import { isDirect } from './profile-choice.ts';

type Masked = Pick<StoredChannel, 'masks' | 'profiles'>;

/** The streams that reach the page as the device sends them: what is hidden in them, the device hides. */
export function directProfiles({ profiles }: Pick<Masked, 'profiles'>): StoredProfile[] {
  return profiles.filter(isDirect);
}

/**
 * What can be said of a channel's masks before its device has proven anything, or (`proven`) after. With one stream
 * copied and another transcoded, it is as the weaker one.
 */
export function maskState(channel: Masked, proven = false): MaskState {
  if (channel.masks.length === 0) return 'none';
  if (directProfiles(channel).length === 0) return 'relay';
  return proven ? 'camera' : 'unmasked';
}
