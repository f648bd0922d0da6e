import type { Camera, Channel, Profile } from '../../contract/camera.ts';
import type { StoredCamera, StoredChannel, StoredProfile } from '../../store/camera-record.ts';

/** What a page may see of a camera: not its password, and no stream address. */
export function toView({ credentials, channels, ...same }: StoredCamera): Camera {
  return {
    ...same,
    username: credentials?.username ?? '',
    hasPassword: (credentials?.password ?? '') !== '',
    channels: channels.map(toChannelView),
  };
}

export function toChannelView({ id, name, profiles, masks, maskState }: StoredChannel): Channel {
  return { id, name, profiles: profiles.map(toProfileView), masks, maskState };
}

export function toProfileView({ streamUri: _, ...profile }: StoredProfile): Profile {
  return profile;
}
