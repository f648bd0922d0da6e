import type { Camera, Profile } from '../../contract/camera.ts';
import type { StoredCamera, StoredProfile } from '../../store/camera-record.ts';

/** What a page may see of a camera: not its password, and no stream address. */
export function toView({ credentials, channels, ...same }: StoredCamera): Camera {
  return {
    ...same,
    username: credentials?.username ?? '',
    hasPassword: (credentials?.password ?? '') !== '',
    channels: channels.map(({ id, name, profiles }) => ({ id, name, profiles: profiles.map(toProfileView) })),
  };
}

export function toProfileView({ streamUri: _, ...profile }: StoredProfile): Profile {
  return profile;
}
